# Runs check_floors.cmake on tests/floors/violations, a tree that breaks each of its rules, and
# expects exactly the messages of tests/floors/violations.txt: every rule must be seen failing.
cmake_minimum_required(VERSION 3.25)
execute_process(
  COMMAND ${CMAKE_COMMAND} -DSOURCE_DIR=${CMAKE_CURRENT_LIST_DIR}/violations
          -P ${CMAKE_CURRENT_LIST_DIR}/../../cmake/check_floors.cmake
  RESULT_VARIABLE result
  ERROR_VARIABLE output)
if(result EQUAL 0)
  message(FATAL_ERROR "expected check_floors.cmake to fail")
endif()
file(READ "${CMAKE_CURRENT_LIST_DIR}/violations.txt" want)
string(REGEX REPLACE "CMake Error at .*$" "" found "${output}")
if(NOT found STREQUAL want)
  message(FATAL_ERROR "expected the messages\n${want}\nfound\n${output}")
endif()
