# One interface target carries the warnings and sanitizers of this project; nothing is set globally,
# so that a project which embeds iamsim keeps its own flags.
add_library(iamsim_flags INTERFACE)
add_library(iamsim::flags ALIAS iamsim_flags)
target_compile_options(iamsim_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-Wmissing-declarations>
  # Designated initializers leave the other members at their defaults on purpose.
  -Wno-missing-field-initializers
  # g++ 12 reports false overlaps in std::string at -O3 (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<CXX_COMPILER_ID:Clang>:-Wmissing-prototypes>
  # A source that is compiled together with others is taken for a header there.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  $<$<BOOL:${IAMSIM_WERROR}>:-Werror>)
if(IAMSIM_SANITIZE)
  string(REPLACE ";" "," _sanitize "${IAMSIM_SANITIZE}")
  target_compile_options(iamsim_flags INTERFACE
    -fsanitize=${_sanitize} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  string(REPLACE "fuzzer-no-link" "" _link "${_sanitize}")
  string(REGEX REPLACE ",$" "" _link "${_link}")
  target_link_options(iamsim_flags INTERFACE -fsanitize=${_link})
endif()
