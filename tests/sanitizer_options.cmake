# Read by ctest before any test: the environment of every test, also of those that run the program itself.
# Graphviz, pango and fontconfig keep caches until exit that are no leaks of ours.
get_filename_component(here "${CMAKE_CURRENT_LIST_FILE}" DIRECTORY)
set(ENV{LSAN_OPTIONS} "suppressions=${here}/lsan.supp:print_suppressions=0")
set(ENV{UBSAN_OPTIONS} "print_stacktrace=1")
