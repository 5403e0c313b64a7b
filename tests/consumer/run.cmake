# Installs BUILD into WORK/prefix, then configures, builds and runs the project in SOURCE against it alone.
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}: ${code}\n${output}")
  endif()
endfunction()

set(flags "")
if(SANITIZERS)
  set(flags "-fsanitize=${SANITIZERS}")
endif()
file(REMOVE_RECURSE "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")
run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${WORK}/build" -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
  "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DCMAKE_CXX_FLAGS=${flags}" -DCMAKE_BUILD_TYPE=Release)
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer")

# A header may not reach into the source tree: what is installed has to be complete.
file(GLOB_RECURSE exported "${WORK}/prefix/lib*/cmake/sekimori/*.cmake")
foreach(file IN LISTS exported)
  file(READ "${file}" text)
  cmake_path(GET SOURCE PARENT_PATH tests)
  cmake_path(GET tests PARENT_PATH root)
  if(text MATCHES "${root}/(include|sim|solver|viz|cli)")
    message(FATAL_ERROR "${file} names the source tree")
  endif()
endforeach()
