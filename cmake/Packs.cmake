# sekimori_packs(OUT): a source file that holds the packs of topologies/packs/, so that the program works wherever it is installed.
function(sekimori_packs out)
  file(GLOB packs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/topologies/packs/*.yaml)
  set(rows "")
  foreach(pack IN LISTS packs)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pack})
    get_filename_component(name ${pack} NAME)
    file(READ ${pack} text)
    string(APPEND rows "      {\"packs/${name}\", R\"PACK(${text})PACK\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"// Written by cmake/Packs.cmake from topologies/packs/.
#include \"sekimori/policy/pack.hpp\"

namespace sekimori {

const FileSet& built_in_packs() {
  static const FileSet packs = {
@rows@  };
  return packs;
}

}  // namespace sekimori
")
endfunction()
