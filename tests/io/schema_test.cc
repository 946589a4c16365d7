// What the readers accept and what schema/*.schema.json offer to editors are the same.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/file.h"
#include "iamsim/base/json_document.h"
#include "iamsim/io/read.h"
#include "io/read/format_members.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::UnorderedElementsAreArray;

std::shared_ptr<const JsonDocument> Load(const std::string& path) {
  absl::StatusOr<std::string> text = ReadFile(absl::StrCat(IAMSIM_SOURCE_DIR, path), 1 << 20);
  EXPECT_TRUE(text.ok()) << text.status();
  auto document = JsonDocument::Parse(*std::move(text), path);
  EXPECT_TRUE(document.ok()) << document.status();
  return *std::move(document);
}

std::string PathOf(absl::string_view schema) {
  return absl::StrCat("/schema/", schema, ".schema.json");
}

std::vector<std::string> KeysOf(const JsonNode& object) {
  std::vector<std::string> keys;
  for (const JsonNode& member : object.children()) keys.emplace_back(member.key());
  return keys;
}

TEST(SchemaTest, HasTheMembersOfEveryObject) {
  for (const FormatMembers& format : AllFormatMembers()) {
    SCOPED_TRACE(absl::StrCat(format.schema, " ", format.definition));
    const std::shared_ptr<const JsonDocument> schema = Load(PathOf(format.schema));
    std::optional<JsonNode> object = schema->root();
    if (!format.definition.empty()) object = object->Find("$defs")->Find(format.definition);
    ASSERT_TRUE(object.has_value());
    ASSERT_TRUE(object->Find("properties").has_value());
    EXPECT_THAT(KeysOf(*object->Find("properties")), UnorderedElementsAreArray(format.members));
    ASSERT_TRUE(object->Find("additionalProperties").has_value()) << "others must be errors";
    EXPECT_EQ(object->Find("additionalProperties")->text(), "false");
  }
}

TEST(SchemaTest, HasNoObjectsThatTheReadersDoNotKnow) {
  // AWS's own objects, which the policy parser checks, and the options, which have a test.
  const std::set<std::string> others = {"policyDocument", "statement", "options"};
  std::set<std::string> known;
  for (const FormatMembers& format : AllFormatMembers()) {
    known.insert(absl::StrCat(format.schema, " ", format.definition));
  }
  for (const std::string name : {"scenario", "snapshot"}) {
    const std::shared_ptr<const JsonDocument> schema = Load(PathOf(name));
    for (const JsonNode& definition : schema->root().Find("$defs")->children()) {
      const std::string key(definition.key());
      if (!definition.Find("properties") || others.count(key) == 1) continue;
      EXPECT_EQ(known.count(absl::StrCat(name, " ", key)), 1U) << name << " " << key;
    }
  }
}

TEST(SchemaTest, HasTheEvaluationOptions) {
  std::vector<std::string> options;
#define IAMSIM_EVALUATION_OPTION(name, default_value, rule, meaning) options.emplace_back(#name);
#include "iamsim/model/evaluation_options.inc"
#undef IAMSIM_EVALUATION_OPTION
  const std::shared_ptr<const JsonDocument> schema = Load(PathOf("scenario"));
  EXPECT_THAT(KeysOf(*schema->root().Find("$defs")->Find("options")->Find("properties")),
              UnorderedElementsAreArray(options));
}

// tests/schema/check_schemas.py shows that the schemas refuse the same documents.
TEST(SchemaTest, ReadersRefuseWhatTheSchemasRefuse) {
  const std::shared_ptr<const JsonDocument> broken = Load("/tests/schema/broken.json");
  TempFolder folder;
  for (const JsonNode& entry : broken->root().children()) {
    SCOPED_TRACE(std::string(entry.Find("why")->text()));
    const std::string path =
        folder.Write("broken.json", std::string(entry.Find("document")->source()));
    if (entry.Find("schema")->text() == "scenario") {
      EXPECT_FALSE(ReadScenarios({path}).ok());
    } else {
      EXPECT_FALSE(ReadSnapshot({path}, {.strict = true}).ok());
    }
  }
}

}  // namespace
}  // namespace iamsim
