# Debian 12 ships CMake configs for some libraries and only pkg-config files for the others.
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)  # its CMake config wants the tools, which Debian packs apart
find_package(pugixml REQUIRED)
find_package(LibLZMA REQUIRED)
find_package(mimalloc 2 QUIET)  # for the program alone; without it the system's malloc
pkg_check_modules(z3 REQUIRED IMPORTED_TARGET z3)
pkg_check_modules(gvc REQUIRED IMPORTED_TARGET libgvc libcgraph)
pkg_check_modules(qpdf REQUIRED IMPORTED_TARGET libqpdf)
