# The installed package: headers, one static library per folder, and the umbrella targets sekimori::sim, ::solver and ::viz.
# An embedder who adds this project as a subdirectory installs it only if he asks.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
option(SEKIMORI_INSTALL "Install the program, the headers and the CMake package" ${PROJECT_IS_TOP_LEVEL})

# sekimori_umbrella(sim base model …): links those of the folders that are built.
function(sekimori_umbrella name)
  add_library(sekimori_${name} INTERFACE)
  add_library(sekimori::${name} ALIAS sekimori_${name})
  set_target_properties(sekimori_${name} PROPERTIES EXPORT_NAME ${name})
  foreach(folder IN LISTS ARGN)
    if(TARGET sekimori_${folder})
      target_link_libraries(sekimori_${name} INTERFACE sekimori_${folder})
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY SEKIMORI_LIBRARIES sekimori_${name})
endfunction()

sekimori_umbrella(sim base model load forward simulate)
sekimori_umbrella(solver sim policy classes search prove check)
sekimori_umbrella(viz sim policy render)
if(TARGET sekimori_files)
  add_library(sekimori::files ALIAS sekimori_files)
  set_target_properties(sekimori_files PROPERTIES EXPORT_NAME files)
endif()

if(SEKIMORI_INSTALL)
  get_property(libraries GLOBAL PROPERTY SEKIMORI_LIBRARIES)
  install(TARGETS ${libraries} EXPORT sekimoriTargets)
  if(TARGET sekimori)
    install(TARGETS sekimori)
  endif()
  install(DIRECTORY include/sekimori DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp" PATTERN "*.inc")
  install(DIRECTORY docs/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/sekimori OPTIONAL FILES_MATCHING PATTERN "*.json")
  install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})

  set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/sekimori)
  install(EXPORT sekimoriTargets NAMESPACE sekimori:: DESTINATION ${package_dir})
  configure_package_config_file(cmake/sekimoriConfig.cmake.in sekimoriConfig.cmake INSTALL_DESTINATION ${package_dir})
  write_basic_package_version_file(sekimoriConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sekimoriConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/sekimoriConfigVersion.cmake
    DESTINATION ${package_dir})
endif()
