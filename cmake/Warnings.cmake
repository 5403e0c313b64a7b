# Warnings as errors for our own targets; an embedder who adds this project gets them only if he asks.
add_library(sekimori_warnings INTERFACE)
target_compile_options(sekimori_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 sees impossible overlaps and overruns inside libstdc++'s own std::string and std::vector when it optimises (GCC bugs 105651,
  # 105329, 107852). The sanitizer build looks for the real ones.
  target_compile_options(sekimori_warnings INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds
    -Wno-maybe-uninitialized -Wno-free-nonheap-object)
endif()
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(sekimori_warnings INTERFACE -Werror)
endif()
