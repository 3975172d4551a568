portolan_add_test(node_store LABEL unit LIBS portolan_store)
portolan_add_test(store_secrets LABEL unit LIBS portolan_store)
portolan_add_test(store_files LABEL unit LIBS portolan_store Qt6::Sql TIMEOUT 180)
