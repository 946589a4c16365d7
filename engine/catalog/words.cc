#include "absl/strings/string_view.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

absl::string_view ToString(AccessLevel level) {
  switch (level) {
    case AccessLevel::kList:
      return "List";
    case AccessLevel::kRead:
      return "Read";
    case AccessLevel::kTagging:
      return "Tagging";
    case AccessLevel::kWrite:
      return "Write";
    case AccessLevel::kPermissionsManagement:
      return "Permissions management";
  }
  return "";
}

absl::string_view ToString(KeyType type) {
  switch (type) {
    case KeyType::kString:
      return "String";
    case KeyType::kArn:
      return "ARN";
    case KeyType::kBool:
      return "Bool";
    case KeyType::kDate:
      return "Date";
    case KeyType::kIpAddress:
      return "IPAddress";
    case KeyType::kNumeric:
      return "Numeric";
    case KeyType::kBinary:
      return "Binary";
  }
  return "";
}

}  // namespace iamsim
