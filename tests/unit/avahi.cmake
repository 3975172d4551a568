# The client of Avahi, against a scripted one on a private bus; the real one is met in tests/gui.
if(NOT TARGET fake_portoland)
    add_subdirectory(${PROJECT_SOURCE_DIR}/tests/support/fake_portoland ${CMAKE_BINARY_DIR}/tests/support/fake_portoland)
endif()
if(NOT TARGET portolan_fake_avahi)
    add_subdirectory(${PROJECT_SOURCE_DIR}/tests/support/fake_avahi ${CMAKE_BINARY_DIR}/tests/support/fake_avahi)
endif()
portolan_add_test(portal_browser LABEL unit LIBS portolan_avahi portolan_fake_avahi portolan_test_bus)
