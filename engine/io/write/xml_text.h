#ifndef IAMSIM_ENGINE_IO_WRITE_XML_TEXT_H_
#define IAMSIM_ENGINE_IO_WRITE_XML_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// `text` as it may stand between tags and inside quoted attributes. What XML 1.0 cannot hold at all
// is spelled out: control characters as \x1b, the noncharacters and bytes that are not UTF-8 as
// U+FFFD.
std::string XmlText(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_XML_TEXT_H_
