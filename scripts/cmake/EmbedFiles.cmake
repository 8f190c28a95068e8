# embed_files(TARGET store NAME migrations FILES a.sql b.sql)
# makes embedded/migrations.h with `shuiheng::embedded::migrations()`: {file name, content} in the order given.
function(embed_files)
  cmake_parse_arguments(ARG "" "TARGET;NAME" "FILES" ${ARGN})
  set(directory ${CMAKE_BINARY_DIR}/embedded/${ARG_TARGET})
  set(source ${directory}/embedded_${ARG_NAME}.cpp)
  set(header ${directory}/embedded/${ARG_NAME}.h)
  file(WRITE ${header}.new
"#pragma once
#include <span>
#include <string_view>
namespace shuiheng::embedded {
struct File { std::string_view name; std::string_view content; };
std::span<const File> ${ARG_NAME}();
}
")
  configure_file(${header}.new ${header} COPYONLY)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${source}" "-DNAME=${ARG_NAME}" "-DFILES=${ARG_FILES}"
            -P ${CMAKE_SOURCE_DIR}/scripts/cmake/embed.cmake
    DEPENDS ${ARG_FILES} ${CMAKE_SOURCE_DIR}/scripts/cmake/embed.cmake VERBATIM)
  target_sources(shuiheng_${ARG_TARGET} PRIVATE ${source})
  target_include_directories(shuiheng_${ARG_TARGET} PRIVATE ${directory})
endfunction()
