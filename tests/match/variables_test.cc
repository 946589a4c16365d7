#include "iamsim/match/variables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "iamsim/match/glob.h"
#include "match/condition_case.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

struct Expanded {
  Expansion expansion;
  std::string text;
};

Expanded Expand(absl::string_view text, const TestVariables& variables,
                Template::Wildcards wildcards = Template::Wildcards::kLiteral,
                bool enabled = true) {
  Expanded result;
  result.expansion = Template::Parse(text, enabled).Expand(variables, wildcards, &result.text);
  return result;
}

TestVariables Ann() {
  return TestVariables()
      .Value("aws:username", "ann")
      .Value("aws:principaltag/empty", "")
      .Value("aws:principaltag/glob", "a*?")
      .Value("aws:principaltag/nested", "${aws:username}");
}

TEST(TemplateTest, Expands) {
  const struct {
    const char* name;
    const char* text;
    const char* want;
  } cases[] = {
      {"no variable", "home/ann", "home/ann"},
      {"empty", "", ""},
      {"VA-2: a variable", "home/${aws:username}/x", "home/ann/x"},
      {"VA-2: key names ignore case", "${AWS:UserName}", "ann"},
      {"VA-2: twice", "${aws:username}${aws:username}", "annann"},
      {"VA-7: default of an absent key", "${aws:PrincipalTag/team, 'all'}", "all"},  // T-23
      {"VA-7: default of an empty value", "${aws:PrincipalTag/empty, 'all'}", "all"},
      {"VA-7: a value beats the default", "${aws:username, 'all'}", "ann"},
      {"VA-7: an empty default", "<${aws:PrincipalTag/team, ''}>", "<>"},
      {"VA-2: a default may hold a brace", "${aws:PrincipalTag/team, 'a}b'}", "a}b"},
      {"VA-2: a default may hold a comma", "${aws:PrincipalTag/team, 'a, b'}", "a, b"},
      {"VA-8: escaped characters", "${*}${?}${$}", "*?$"},
      {"VA-8: an escaped dollar begins no variable", "${$}{aws:username}", "${aws:username}"},
      {"VA-9: a value is not scanned again", "${aws:PrincipalTag/nested}", "${aws:username}"},
      {"VA-9: nor is a default", "${aws:PrincipalTag/team, '${aws:username}'}", "${aws:username}"},
      {"VA-2: unclosed is text", "a${aws:username", "a${aws:username"},
      {"VA-2: an empty name is text", "${}", "${}"},
      {"VA-2: a space in the name is text", "${aws:user name}", "${aws:user name}"},
      {"VA-2: a space before the comma is text", "${aws:username , 'a'}", "${aws:username , 'a'}"},
      {"VA-2: a default without space is text", "${aws:username,'a'}", "${aws:username,'a'}"},
      {"VA-2: a default with two spaces is text", "${aws:username,  'a'}", "${aws:username,  'a'}"},
      {"VA-2: a default without quotes is text", "${aws:username, a}", "${aws:username, a}"},
      {"VA-2: a default without closing quote is text", "${aws:username, 'a}",
       "${aws:username, 'a}"},
      {"VA-2: text after the default is text", "${aws:username, 'a'b}", "${aws:username, 'a'b}"},
      {"VA-2: a variable after an unclosed one", "${x${aws:username}", "${xann"},
      {"a dollar alone", "$aws:username}$", "$aws:username}$"},
      {"two dollars", "$${aws:username}", "$ann"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    const Expanded got = Expand(row.text, Ann());
    EXPECT_EQ(got.expansion, Expansion::kText);
    EXPECT_EQ(got.text, row.want);
  }
}

TEST(TemplateTest, OldVersionsHaveNoVariables) {  // VA-1
  const auto glob = Template::Wildcards::kGlob;
  EXPECT_EQ(Expand("${aws:username}", Ann(), glob, /*enabled=*/false).text, "${aws:username}");
  EXPECT_FALSE(Template::Parse("${aws:username}", false).has_variables());
  // `${*}` holds an ordinary wildcard.
  EXPECT_EQ(Expand("${*}", Ann(), glob, /*enabled=*/false).text, EncodeGlob("${*}"));
}

TEST(TemplateTest, OnlyPolicyTextHasWildcards) {
  const auto glob = [](absl::string_view text) {
    return Expand(text, Ann(), Template::Wildcards::kGlob).text;
  };
  EXPECT_EQ(glob("a*b?"), EncodeGlob("a*b?"));
  EXPECT_EQ(glob("a${*}b${?}"), "a*b?");                                    // VA-8
  EXPECT_EQ(glob("*/${aws:PrincipalTag/glob}"), EncodeGlob("*/") + "a*?");  // VA-9
  EXPECT_EQ(glob("${aws:PrincipalTag/team, '*'}"), "*");                    // VA-9
  EXPECT_EQ(Expand("a*b?", Ann()).text, "a*b?");
}

TEST(TemplateTest, SaysWhyThereIsNoText) {
  const TestVariables variables =
      TestVariables().Multivalued("aws:tagkeys").Unknown("aws:sourceidentity");
  const struct {
    const char* name;
    const char* text;
    Expansion want;
  } cases[] = {
      {"VA-5: absent without default", "${aws:username}", Expansion::kUnresolved},
      {"VA-5: anywhere", "a/${aws:username}/b", Expansion::kUnresolved},
      {"VA-4: multivalued", "${aws:TagKeys}", Expansion::kUnresolved},
      {"VA-4: multivalued does not use the default", "${aws:TagKeys, 'a'}", Expansion::kUnresolved},
      {"unknown", "${aws:SourceIdentity}", Expansion::kUnknown},
      {"unknown with a default", "${aws:SourceIdentity, 'a'}", Expansion::kUnknown},
      {"unresolved after unknown", "${aws:SourceIdentity}${aws:username}", Expansion::kUnresolved},
      {"unresolved before unknown", "${aws:username}${aws:SourceIdentity}", Expansion::kUnresolved},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(Expand(row.text, variables).expansion, row.want);
  }
  // VA-5, VA-7: an empty string is no value.
  EXPECT_EQ(Expand("${aws:PrincipalTag/empty}", Ann()).expansion, Expansion::kUnresolved);
}

TEST(TemplateTest, UnknownVariablesBecomeRuns) {
  const TestVariables variables = Ann().Unknown("aws:sourceidentity");
  EXPECT_EQ(
      Expand("${aws:username}-${aws:SourceIdentity}", variables, Template::Wildcards::kGlob).text,
      EncodeGlob("ann-*"));
}

TEST(TemplateTest, NamesItsKeys) {
  EXPECT_THAT(Template::Parse("${aws:UserName}/${*}/${aws:PrincipalTag/t, 'x'}", true).keys(),
              ElementsAre("aws:UserName", "aws:PrincipalTag/t"));
}

TEST(SplitFieldsTest, SplitsAtColonsOutsideVariables) {  // VA-10
  EXPECT_THAT(SplitFields("a:b:c", 6, true), ElementsAre("a", "b", "c"));
  EXPECT_THAT(SplitFields("a:b:c", 2, true), ElementsAre("a", "b:c"));
  EXPECT_THAT(SplitFields("a:b:c", 1, true), ElementsAre("a:b:c"));
  EXPECT_THAT(SplitFields("", 6, true), ElementsAre(""));
  EXPECT_THAT(SplitFields("::", 6, true), ElementsAre("", "", ""));
  EXPECT_THAT(SplitFields("a:${aws:x}:c", 6, true), ElementsAre("a", "${aws:x}", "c"));
  EXPECT_THAT(SplitFields("a:${aws:x, 'b:c'}:d", 6, true),
              ElementsAre("a", "${aws:x, 'b:c'}", "d"));
  // Malformed: text, and its colon splits (VA-2).
  EXPECT_THAT(SplitFields("a:${aws:x", 6, true), ElementsAre("a", "${aws", "x"));
  EXPECT_THAT(SplitFields("a:${aws:x y}:c", 6, true), ElementsAre("a", "${aws", "x y}", "c"));
  // VA-1
  EXPECT_THAT(SplitFields("a:${aws:x}:c", 6, false), ElementsAre("a", "${aws", "x}", "c"));
}

TEST(FindMalformedVariableTest, ReturnsTheFirst) {  // VA-2
  EXPECT_EQ(FindMalformedVariable("home/${aws:username}/${*}/${aws:PrincipalTag/t, 'x'}"), "");
  EXPECT_EQ(FindMalformedVariable("no variable, $ { }"), "");
  EXPECT_EQ(FindMalformedVariable("a/${aws:username"), "${aws:username");
  EXPECT_EQ(FindMalformedVariable("a/${}/b"), "${}");
  EXPECT_EQ(FindMalformedVariable("a/${aws:user name}/b"), "${aws:user name}");
  EXPECT_EQ(FindMalformedVariable("${aws:username}/${aws:x, y}/b"), "${aws:x, y}");
}

TEST(TemplateTest, HostileTextStaysLinear) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += i % 2 == 0 ? "${" : "${a, '";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(Template::Parse(text, true).has_variables());
  EXPECT_FALSE(SplitFields(text, 6, true).empty());
  EXPECT_FALSE(FindMalformedVariable(text).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace iamsim
