# Warnings, sanitizers and definitions that every target of ours carries.
if(PORTOLAN_SANITIZE AND PORTOLAN_SANITIZE_THREADS)
    message(FATAL_ERROR "PORTOLAN_SANITIZE and PORTOLAN_SANITIZE_THREADS cannot be in one program")
elseif(PORTOLAN_SANITIZE)
    set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(PORTOLAN_SANITIZE_THREADS)
    set(sanitizers -fsanitize=thread -fno-omit-frame-pointer)
endif()
# Optimised, g++ 12 sees null dereferences in what it inlined from Qt and the standard library: -Wnull-dereference is for Debug.
add_library(portolan_options INTERFACE)
target_include_directories(portolan_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(portolan_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wcast-qual
    $<$<CONFIG:Debug>:-Wnull-dereference> -Wimplicit-fallthrough -Wundef
    $<$<BOOL:${PORTOLAN_WERROR}>:-Werror>
    -fstack-protector-strong)
target_compile_definitions(portolan_options INTERFACE
    QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_ASCII QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    PORTOLAN_VERSION="${PROJECT_VERSION}"
    $<$<NOT:$<OR:$<CONFIG:Debug>,$<BOOL:${PORTOLAN_SANITIZE}>,$<BOOL:${PORTOLAN_SANITIZE_THREADS}>>>:_FORTIFY_SOURCE=2>
    $<$<CXX_COMPILER_ID:GNU>:_GLIBCXX_ASSERTIONS>)
if(sanitizers)
    target_compile_options(portolan_options INTERFACE ${sanitizers})
    target_link_options(portolan_options INTERFACE ${sanitizers})
    # With sanitizers g++ 12 sees null dereferences that its own instrumentation added.
    target_compile_options(portolan_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-null-dereference -Wno-maybe-uninitialized>)
endif()

# One static library per folder; the link line is the dependency rule (docs/architecture.md), and
# tests/check/check_layers.py compares it with the #include lines.
function(portolan_add_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC portolan_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# tst_<name>.cpp -> ctest "<label>.<name>"; run one layer with `ctest -L unit`.
function(portolan_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "LIBS;SOURCES")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    add_executable(tst_${name} tst_${name}.cpp ${arg_SOURCES})
    target_link_libraries(tst_${name} PRIVATE ${arg_LIBS} Qt6::Test)
    add_test(NAME ${arg_LABEL}.${name} COMMAND tst_${name})
    set_tests_properties(${arg_LABEL}.${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=1;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
endfunction()
