# The client of UDisks2, against a scripted one on a private bus; the real one is met in the kernel lab.
if(NOT TARGET fake_portoland)
    add_subdirectory(${PROJECT_SOURCE_DIR}/tests/support/fake_portoland ${CMAKE_BINARY_DIR}/tests/support/fake_portoland)
endif()
if(NOT TARGET portolan_fake_udisks)
    add_subdirectory(${PROJECT_SOURCE_DIR}/tests/support/fake_udisks ${CMAKE_BINARY_DIR}/tests/support/fake_udisks)
endif()
portolan_add_test(udisks_parts LABEL unit LIBS portolan_udisks)
portolan_add_test(udisks_client LABEL unit LIBS portolan_fake_udisks portolan_test_bus)
