# The user-space data plane: messages, the worker's layers, and all of it together against tgt.
portolan_add_test(user_data_plane LABEL integration TIMEOUT 300 LIBS portolan_dataplane_user SOURCES tgt_target.cpp tgt_target.h)
target_compile_definitions(tst_user_data_plane PRIVATE PORTOLAN_WORKER="$<TARGET_FILE:portolan-dataplane>")
add_dependencies(tst_user_data_plane portolan-dataplane)
# The kernel data plane, against sockets and directories that play the kernel.
foreach(test iscsi_event iscsi_netlink session_calls session_tree session_record disk_counters foreign_sessions)
    portolan_add_test(${test} LABEL unit LIBS portolan_dataplane_kernel)
endforeach()
# What the daemon and a worker say to each other.
portolan_add_test(worker_messages LABEL unit LIBS portolan_dataplane_ipc)
# From block requests to commands.
portolan_add_test(block_layer LABEL unit LIBS portolan_dataplane_worker)
# From what a unit says of itself to what the daemon knows of it.
portolan_add_test(lun_probe LABEL unit LIBS portolan_dataplane_worker portolan_dataplane_user)
# What the worker waits with.
foreach(test event_loop busy_poll)
    portolan_add_test(${test} LABEL unit LIBS portolan_dataplane_worker)
endforeach()
# The worker's side of NBD, against a socket that plays the kernel.
portolan_add_test(nbd_export LABEL unit LIBS portolan_dataplane_worker)
# And of ublk, against a port that plays it.
portolan_add_test(ublk_export LABEL unit LIBS portolan_dataplane_worker)
# Both of them and the session machine, for requests whose data stays with the kernel.
portolan_add_test(foreign_payload LABEL unit LIBS portolan_dataplane_worker SOURCES session_peer.cpp session_peer.h)
