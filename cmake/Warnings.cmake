# Warnings as errors for our own targets; an embedder who adds this project gets them only if he asks.
add_library(sekimori_warnings INTERFACE)
target_compile_options(sekimori_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(sekimori_warnings INTERFACE -Werror)
endif()
