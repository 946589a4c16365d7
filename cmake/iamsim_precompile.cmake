# Headers that nearly every file includes are compiled once for the engine and once for the tests,
# which saves a third of a build. Files still include what they use: preset `release` builds without.
option(IAMSIM_PRECOMPILE "Precompile the headers that most files include" ON)

set(IAMSIM_COMMON_HEADERS
  <algorithm> <cstddef> <cstdint> <functional> <memory> <optional> <string> <utility> <vector>
  <absl/algorithm/container.h> <absl/container/btree_map.h> <absl/container/flat_hash_map.h>
  <absl/container/flat_hash_set.h> <absl/status/status.h> <absl/status/statusor.h>
  <absl/strings/match.h> <absl/strings/str_cat.h> <absl/strings/str_join.h>
  <absl/strings/string_view.h> <absl/types/span.h>)

# iamsim_precompiled(NAME HEADERS … DEPS … DEFINITIONS …)
# NAME precompiles HEADERS for targets that compile with the same flags and definitions.
function(iamsim_precompiled name)
  cmake_parse_arguments(PCH "" "" "HEADERS;DEPS;DEFINITIONS" ${ARGN})
  if(NOT IAMSIM_PRECOMPILE)
    return()
  endif()
  set(source ${CMAKE_BINARY_DIR}/${name}.cc)
  file(GENERATE OUTPUT ${source} CONTENT "")
  add_library(${name} OBJECT ${source})
  target_compile_definitions(${name} PRIVATE ${PCH_DEFINITIONS})
  target_link_libraries(${name} PRIVATE ${PCH_DEPS} iamsim::flags)
  target_precompile_headers(${name} PRIVATE ${PCH_HEADERS})
endfunction()

# The sources of TARGET find what NAME has precompiled.
function(iamsim_reuse_precompiled target name)
  if(IAMSIM_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()
