# What nearly every source includes, parsed once: the standard headers, fmt and the model. Half of what a source took to compile was their
# parsing. What a file includes it still names itself; a build with -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON (the preset `tidy`) says what it
# forgot.
function(sekimori_library_headers)
  if(TARGET sekimori_library_headers)
    return()
  endif()
  set(source ${PROJECT_BINARY_DIR}/sekimori_library_headers.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(sekimori_library_headers OBJECT ${source})
  target_compile_features(sekimori_library_headers PRIVATE cxx_std_20)
  set_target_properties(sekimori_library_headers PROPERTIES CXX_EXTENSIONS OFF)
  target_include_directories(sekimori_library_headers PRIVATE ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(sekimori_library_headers PRIVATE fmt::fmt sekimori_warnings)
  target_precompile_headers(sekimori_library_headers PRIVATE <algorithm> <array> <functional> <map> <memory> <optional> <set> <span> <string>
    <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h> <sekimori/model/network.hpp>)
endfunction()

# sekimori_library(NAME SOURCES a.cpp … [PUBLIC targets…] [PRIVATE targets…]): one static library per folder; the targets it links are
# the layering. It is installed and exported with the package.
function(sekimori_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  add_library(sekimori::${name} ALIAS ${name})
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF)
  target_include_directories(${name}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE $<BUILD_INTERFACE:sekimori_warnings> ${arg_PRIVATE})
  sekimori_library_headers()
  target_link_libraries(${name} PRIVATE fmt::fmt)  # its macros must be those of the precompiled header, whether a library uses it or not
  target_precompile_headers(${name} REUSE_FROM sekimori_library_headers)
  set_property(GLOBAL APPEND PROPERTY SEKIMORI_LIBRARIES ${name})
endfunction()

# Half the compile time of a test is GoogleTest's macros; what it spends time in, and what is being tested, are the libraries. So tests are
# optimised less, do not count as covered themselves, and leave undefined behaviour to be looked for in the libraries (a third of what a
# test takes to compile). They keep AddressSanitizer: the linker may take an inline function of both from a test, and it must see a bad
# access there.
function(sekimori_test_options name)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1> $<$<CONFIG:Coverage>:-O0;-fno-profile-arcs;-fno-test-coverage>
    $<$<BOOL:${SEKIMORI_SANITIZE}>:-fno-sanitize=undefined>)
endfunction()

# GoogleTest, the standard headers and the model, parsed once for all tests: a third of what a test takes to compile is their parsing.
# What a test includes it still names itself; the first build with -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON says what it forgot.
function(sekimori_test_headers)
  if(TARGET sekimori_test_headers)
    return()
  endif()
  set(source ${PROJECT_BINARY_DIR}/sekimori_test_headers.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(sekimori_test_headers OBJECT ${source})
  target_compile_features(sekimori_test_headers PRIVATE cxx_std_20)
  target_compile_definitions(sekimori_test_headers PRIVATE SEKIMORI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_include_directories(sekimori_test_headers PRIVATE ${PROJECT_SOURCE_DIR}/include)
  sekimori_test_options(sekimori_test_headers)
  target_link_libraries(sekimori_test_headers PRIVATE GTest::gtest sekimori_warnings)
  target_precompile_headers(sekimori_test_headers PRIVATE <algorithm> <array> <filesystem> <fstream> <map> <optional> <random> <set> <sstream>
    <string> <string_view> <variant> <vector> <gtest/gtest.h> <sekimori/model/network.hpp>)
endfunction()

# Under the sanitizers a process for each test takes several times what the tests do (half a second to start, two thousand times), so each
# program runs once, without what takes minutes there and is much of the same code again: the release run has it.
function(sekimori_whole_program_test name labels)
  set(left_out *Topology*campus* *Topology*reference_* *Engines* *EachSeededBug* *Shrink.ADisagreement* *Agreement.* *PlantedBug* *ReferenceCity.* *ForeignLines.At*
    *ForeignLines.Inside* *EveryFileOfTheSharedData* *RealRulesetsLoad* *CityIsProvedOrBroken*)
  list(JOIN left_out : filter)
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
  set_tests_properties(${name} PROPERTIES TIMEOUT 1500 LABELS "${labels}" ENVIRONMENT "GTEST_FILTER=-${filter}")
endfunction()

# sekimori_test(NAME SOURCES a_test.cpp … LINK targets… [LABELS label…] [TIMEOUT seconds]): one GoogleTest binary per folder, each test a
# ctest entry. The label `golden` marks tests that rewrite their expectation files when SEKIMORI_UPDATE_GOLDEN=1 is in the environment.
function(sekimori_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  # A label is that of a group, or the program's own name (`./dev test dev sim_load_test`).
  if(NOT arg_LABELS)
    set(arg_LABELS ${name})
  endif()
  set(properties TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
  add_executable(${name} ${arg_SOURCES})
  target_compile_definitions(${name} PRIVATE SEKIMORI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR})
  sekimori_test_options(${name})
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gtest_main sekimori_warnings)
  sekimori_test_headers()
  target_precompile_headers(${name} REUSE_FROM sekimori_test_headers)
  if(SEKIMORI_SANITIZE)
    sekimori_whole_program_test(${name} "${arg_LABELS}")
    return()
  endif()
  include(GoogleTest)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
endfunction()
