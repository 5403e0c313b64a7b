# Folders of topologies/ that the program carries with it, so that it works wherever it is installed.

# sekimori_embed(OUT FUNCTION HEADER PREFIX files…): a source that defines `const FileSet& FUNCTION()` of these files, each at PREFIX/name.
function(sekimori_embed out function header prefix)
  set(rows "")
  foreach(path IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    get_filename_component(name ${path} NAME)
    file(READ ${path} text)
    string(APPEND rows "      {\"${prefix}${name}\", R\"EMBEDDED(${text})EMBEDDED\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"// Written by cmake/Packs.cmake.
#include \"${header}\"

namespace sekimori {

const FileSet& ${function}() {
  static const FileSet files = {
@rows@  };
  return files;
}

}  // namespace sekimori
")
endfunction()

# sekimori_packs(OUT): the policy packs of topologies/packs/.
function(sekimori_packs out)
  file(GLOB packs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/topologies/packs/*.yaml)
  sekimori_embed(${out} built_in_packs sekimori/policy/pack.hpp "packs/" ${packs})
endfunction()

# sekimori_starter(OUT): the snapshot that `init` writes.
function(sekimori_starter out)
  set(folder ${PROJECT_SOURCE_DIR}/topologies/starter)
  sekimori_embed(${out} starter_files starter_files.hpp "" ${folder}/network.yaml ${folder}/policy.yaml ${folder}/ledger.csv)
endfunction()
