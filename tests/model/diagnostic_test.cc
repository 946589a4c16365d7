#include "iamsim/model/diagnostic.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(DiagnosticTest, ShowsPlaceThenMessage) {
  const Diagnostic diagnostic{
      Severity::kError,
      "PG-3",
      {"org.json", "/Statement/0/Effect", SourcePosition{.offset = 40, .line = 3, .column = 7}},
      "expected `Allow` or `Deny`, found `allow`"};
  EXPECT_EQ(diagnostic.ToString(),
            "org.json:3:7: /Statement/0/Effect: expected `Allow` or `Deny`, found `allow`");
}

TEST(DiagnosticTest, OmitsAPlaceThatIsNotKnown) {
  const Diagnostic diagnostic{Severity::kWarning, "SC-2", {}, "account in two units"};
  EXPECT_EQ(diagnostic.ToString(), "account in two units");
}

}  // namespace
}  // namespace iamsim
