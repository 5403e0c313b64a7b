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
  set_property(GLOBAL APPEND PROPERTY SEKIMORI_LIBRARIES ${name})
endfunction()

# sekimori_test(NAME SOURCES a_test.cpp … LINK targets… [LABELS label…] [TIMEOUT seconds]): one GoogleTest binary per folder, each test a
# ctest entry. The label `golden` marks tests that rewrite their expectation files when SEKIMORI_UPDATE_GOLDEN=1 is in the environment.
function(sekimori_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  set(properties TIMEOUT ${arg_TIMEOUT})
  if(arg_LABELS)
    list(APPEND properties LABELS "${arg_LABELS}")
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_compile_definitions(${name} PRIVATE SEKIMORI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR})
  # Half the compile time of the release build is GoogleTest's macros; what the tests spend time in is the libraries.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gtest_main sekimori_warnings)
  include(GoogleTest)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
endfunction()
