# SCSI and the full-feature half of the protocol core, against a target written in bytes.
foreach(test session_commands session_data_out session_control session_recovery)
    portolan_add_test(${test} LABEL unit LIBS portolan_protocol SOURCES session_peer.cpp session_peer.h)
endforeach()
