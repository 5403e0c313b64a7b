# A compiler cache when there is one; -DCMAKE_CXX_COMPILER_LAUNCHER=… still wins.
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(SEKIMORI_CCACHE ccache)
  if(SEKIMORI_CCACHE)
    # The sloppiness is what ccache asks for where a precompiled header is used (its manual, "Precompiled headers"); no header of ours
    # depends on __TIME__ or on macros defined before it.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${SEKIMORI_CCACHE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      add_compile_options(-fpch-preprocess)
    endif()
  endif()
endif()
