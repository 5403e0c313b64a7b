# Only cli/ opens files, prints, reads the clock or the environment, or exits; everything else is functions over values.
# Run: cmake -DROOT=<source tree> -P no_io_test.cmake
cmake_minimum_required(VERSION 3.25)

set(word "(^|[^A-Za-z0-9_.>])(std::)?")
set(call "[ \t]*\\(")
set(forbidden
  "std::(cout|cerr|clog|cin|wcout|wcerr)"
  "# *include *<(iostream|fstream|filesystem|syncstream|unistd\\.h|fcntl\\.h)>"
  "std::(i|o)?fstream"
  "std::filesystem"
  "fmt::print"
  "${word}(printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|fwrite|fopen|freopen|popen|fread)${call}"
  "${word}(exit|_exit|_Exit|quick_exit|abort|system|fork|execv|execvp)${call}"
  "${word}(getenv|secure_getenv|setenv|putenv)${call}"
  "system_clock"
  "${word}(time|clock|gettimeofday|clock_gettime|localtime|gmtime)${call}"
  "random_device"
  "${word}(rand|srand)${call}")

file(GLOB_RECURSE files RELATIVE "${ROOT}"
  "${ROOT}/sim/*.[ch]pp" "${ROOT}/solver/*.[ch]pp" "${ROOT}/viz/*.[ch]pp" "${ROOT}/include/sekimori/*.hpp")
list(FILTER files EXCLUDE REGEX "^include/sekimori/files/")  # the public face of cli/files
if(NOT files)
  message(FATAL_ERROR "no source found under ${ROOT}: the test would pass vacuously")
endif()

set(findings "")
foreach(path IN LISTS files)
  file(READ "${ROOT}/${path}" text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "[][;]" " " text "${text}")  # list syntax of CMake itself
  foreach(pattern IN LISTS forbidden)
    if(text MATCHES "${pattern}")
      string(STRIP "${CMAKE_MATCH_0}" what)
      list(APPEND findings "${path}: ${what}")
    endif()
  endforeach()
endforeach()
if(findings)
  list(JOIN findings "\n  " text)
  message(FATAL_ERROR "input, output, clock or exit outside cli/:\n  ${text}")
endif()
list(LENGTH files count)
message(STATUS "no I/O: ${count} files outside cli/ touch neither files, streams, clock nor environment")
