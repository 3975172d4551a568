# The mirror of the service and the command line, against fake_portoland on a private bus.
if(NOT TARGET fake_portoland)
    add_subdirectory(${PROJECT_SOURCE_DIR}/tests/support/fake_portoland ${CMAKE_BINARY_DIR}/tests/support/fake_portoland)
endif()
portolan_add_test(client_mapping LABEL unit LIBS portolan_client)
portolan_add_test(client_sentences LABEL unit LIBS portolan_client)
portolan_add_test(client_mirror LABEL unit LIBS portolan_client portolan_test_bus)
portolan_add_test(client_calls LABEL unit LIBS portolan_client portolan_test_bus)
portolan_add_test(target_model LABEL unit LIBS portolan_gui_models)
