# The daemon's face on the bus: its parts in this process, and the daemon itself on a bus of its own.
if(NOT TARGET fake_portoland)
    add_subdirectory(${PROJECT_SOURCE_DIR}/tests/support/fake_portoland ${CMAKE_BINARY_DIR}/tests/support/fake_portoland)
endif()
portolan_add_test(dbus_polkit LABEL unit LIBS portolan_dbus portolan_test_bus)
portolan_add_test(dbus_gate LABEL unit LIBS portolan_dbus portolan_test_bus)
foreach(test dbus_introspection dbus_errors)
    portolan_add_test(${test} LABEL integration TIMEOUT 120 LIBS portolan_dbus portolan_test_bus
        SOURCES real_portoland.cpp real_portoland.h tgt_target.cpp tgt_target.h)
    target_compile_definitions(tst_${test} PRIVATE PORTOLAND="$<TARGET_FILE:portoland>"
        PORTOLAN_WORKER="$<TARGET_FILE:portolan-dataplane>" PORTOLAN_INTERFACE_DIR="${PROJECT_SOURCE_DIR}/common/dbus")
    add_dependencies(tst_${test} portoland portolan-dataplane)
endforeach()
