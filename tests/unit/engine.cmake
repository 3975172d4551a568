# What the engine decides, against a clock, a data plane, logins and disks that do what a test says (engine_fakes.h).
foreach(test recovery_policy controller_login controller_digests controller_recovery controller_logout controller_cancel further_connections adoption
             foreign left_devices
             login_requests discovery_merge portal_refresher initiator job_list event_log sample_history)
    portolan_add_test(${test} LABEL unit LIBS portolan_engine)
endforeach()
portolan_add_test(redirects LABEL unit LIBS portolan_net)
portolan_add_test(connector LABEL unit LIBS portolan_net)
portolan_add_test(network_interface LABEL unit LIBS portolan_types)
