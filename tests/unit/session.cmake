# SCSI and the full-feature half of the protocol core, against a target written in bytes.
foreach(test scsi session_parts session_allocations)
    portolan_add_test(${test} LABEL unit LIBS portolan_protocol)
endforeach()
foreach(test session_clearing session_commands session_connections session_data_out session_control session_recovery
             session_stream)
    portolan_add_test(${test} LABEL unit LIBS portolan_protocol SOURCES session_peer.cpp session_peer.h)
endforeach()
portolan_add_test(session_workload LABEL unit TIMEOUT 180 LIBS portolan_protocol
    SOURCES session_memory_target.cpp session_memory_target.h session_peer.cpp session_peer.h)
