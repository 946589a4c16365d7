#include <gtest/gtest.h>

#include "match/condition_case.h"

namespace iamsim {
namespace {

TEST(BoolOperatorsTest, Compare) {  // CO-25
  ExpectConditions({
      {"true", "Bool", {"true"}, One("true"), true},
      {"false", "Bool", {"false"}, One("false"), true},
      {"different", "Bool", {"true"}, One("false"), false},
      {"case does not matter", "Bool", {"TRUE"}, One("True"), true},
      {"both values match true", "Bool", {"true", "false"}, One("true"), true},
      {"both values match false", "Bool", {"true", "false"}, One("false"), true},
      {"both values match no absent key", "Bool", {"true", "false"}, Absent(), false},
      {"another policy value matches nothing", "Bool", {"yes"}, One("yes"), false},
      {"another context value matches nothing", "Bool", {"true"}, One("1"), false},
      {"T-21, QK-1: absent", "Bool", {"false"}, Absent(), false},
      {"T-21, QK-1: IfExists, absent", "BoolIfExists", {"false"}, Absent(), true},
      {"QK-1: IfExists, present", "BoolIfExists", {"false"}, One("true"), false},
  });
}

TEST(BoolOperatorsTest, ExpandsVariables) {  // VA-3, OP-11
  ExpectConditions({{"a variable", "Bool", {"${aws:SecureTransport}"}, One("TRUE"), true},
                    {"a default", "Bool", {"${aws:ViaAWSService, 'false'}"}, One("false"), true},
                    {"VA-5: unresolved", "Bool", {"${aws:ViaAWSService}"}, One("false"), false}},
                   TestVariables().Value("aws:securetransport", "true"));
}
}  // namespace
}  // namespace iamsim
