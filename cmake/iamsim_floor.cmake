# iamsim_floor(NAME SOURCES … INTERNAL_HEADERS … DEPS …)
# One static library per floor of engine/floors.txt. Its public headers are all of
# include/iamsim/NAME; INTERNAL_HEADERS stay inside engine/ and are
# included as "NAME/x.h". DEPS are linked PUBLIC.
function(iamsim_floor name)
  cmake_parse_arguments(FLOOR "" "" "SOURCES;INTERNAL_HEADERS;DEPS" ${ARGN})
  file(GLOB public_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/iamsim/${name}/*.h)
  add_library(iamsim_${name} STATIC ${FLOOR_SOURCES})
  add_library(iamsim::${name} ALIAS iamsim_${name})
  target_sources(iamsim_${name}
    PUBLIC FILE_SET public_headers TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include
           FILES ${public_headers}
    PRIVATE FILE_SET internal_headers TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/engine
            FILES ${FLOOR_INTERNAL_HEADERS})
  target_include_directories(iamsim_${name} PRIVATE ${PROJECT_SOURCE_DIR}/engine)
  target_link_libraries(iamsim_${name} PUBLIC ${FLOOR_DEPS} PRIVATE iamsim::flags)
  iamsim_reuse_precompiled(iamsim_${name} iamsim_common)
endfunction()
