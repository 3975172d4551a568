# The sans-I/O protocol core: PDUs, text, login, discovery.
foreach(test golden_pdus pdu pdu_framer text iscsi_name chap target_address login login_keys login_auth login_status
             send_targets isns)
    portolan_add_test(${test} LABEL unit LIBS portolan_protocol)
endforeach()
foreach(test golden_pdus isns)
    target_compile_definitions(tst_${test} PRIVATE PORTOLAN_GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/golden")
endforeach()
