portolan_add_test(node_store LABEL unit LIBS portolan_store)
portolan_add_test(store_secrets LABEL unit LIBS portolan_store)
portolan_add_test(open_iscsi LABEL unit LIBS portolan_store portolan_client TIMEOUT 180)
portolan_add_test(store_files LABEL unit LIBS portolan_store Qt6::Sql TIMEOUT 180)
portolan_add_test(device_users LABEL unit LIBS portolan_devices)
portolan_add_test(ublk_shape LABEL unit LIBS portolan_devices)
portolan_add_test(loop_device LABEL unit LIBS portolan_devices TIMEOUT 120)
# It also detaches devices that are gone: their numbers may be those of a daemon that another test has started meanwhile.
set_tests_properties(unit.loop_device PROPERTIES RUN_SERIAL ON)
# Exports its own write(), fsync() and their like to the libraries it loads.
portolan_add_test(store_crash LABEL unit LIBS portolan_store TIMEOUT 300)
set_target_properties(tst_store_crash PROPERTIES ENABLE_EXPORTS ON)
