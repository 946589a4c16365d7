#include "io/read/document_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/base/json_writer.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

constexpr absl::string_view kPolicy =
    R"({"Version": "2012-10-17",
 "Statement": [{"Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]})";

class DocumentReaderTest : public ::testing::Test {
 protected:
  // Reads the member `document` of `json`, which is the text of the file "in.json".
  absl::StatusOr<AttachedPolicy> Read(const std::string& json,
                                      PolicyKind kind = PolicyKind::kIdentity) {
    const auto document = JsonDocument::Parse(json, "in.json");
    EXPECT_THAT(document, IsOk());
    kept_ = *document;
    diagnostics_.clear();
    return DocumentReader(cache_, nullptr, diagnostics_)
        .Read(*kept_->root().Find("document"), kind);
  }

  std::shared_ptr<const JsonDocument> kept_;
  PolicyCache cache_;
  Diagnostics diagnostics_;
};

std::string PercentEncode(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"%", "%25"},
                                    {"{", "%7B"},
                                    {"}", "%7D"},
                                    {"\"", "%22"},
                                    {" ", "%20"},
                                    {"\n", "%0A"},
                                    {"[", "%5B"},
                                    {"]", "%5D"}});
}

TEST_F(DocumentReaderTest, ReadsAnObjectWhereItStands) {
  const auto policy = Read(absl::StrCat("{\n  \"document\": ", kPolicy, "}"));
  ASSERT_THAT(policy, IsOk());
  ASSERT_NE(policy->policy, nullptr);
  EXPECT_EQ(policy->file, "in.json");
  EXPECT_EQ(policy->start.line, 2U);
  EXPECT_EQ(policy->start.column, 15U);
  const SourcePosition position = policy->PositionOf(policy->policy->statements[0]);
  EXPECT_EQ(position.line, 3U);
  EXPECT_EQ(position.column, 16U);
}

TEST_F(DocumentReaderTest, ReadsTheSamePolicyInEveryForm) {
  for (const std::string& form :
       {std::string(kPolicy), JsonQuote(kPolicy), JsonQuote(PercentEncode(kPolicy))}) {
    SCOPED_TRACE(form);
    const auto policy = Read(absl::StrCat("{\"document\": ", form, "}"));
    ASSERT_THAT(policy, IsOk());
    ASSERT_NE(policy->policy, nullptr) << diagnostics_.size();
    ASSERT_EQ(policy->policy->statements.size(), 1U);
    EXPECT_EQ(policy->policy->statements[0].sid, "A");
    EXPECT_EQ(policy->start.column, 14U);
    // Relative to the decoded text.
    EXPECT_EQ(policy->policy->statements[0].begin.line, 2U);
  }
}

TEST_F(DocumentReaderTest, PlusInAnEncodedDocumentStaysAPlus) {
  const auto policy = Read(
      R"({"document": "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A)"
      R"(%22Allow%22%2C%22Action%22%3A%22s3:*%22%2C%22Resource%22%3A%22arn:aws:s3:::a+b%22%7D%7D"})");
  ASSERT_THAT(policy, IsOk());
  ASSERT_NE(policy->policy, nullptr);
  EXPECT_EQ(policy->policy->statements[0].resources[0].text(), "arn:aws:s3:::a+b");
}

TEST_F(DocumentReaderTest, EqualDocumentsAreParsedOnce) {
  const std::string json = absl::StrCat("{\"document\": ", kPolicy, "}");
  const auto first = Read(json);
  const auto second = Read(json);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->policy, second->policy);
  EXPECT_EQ(cache_.hits(), 1U);
}

// Every damage leaves a policy without contents: missing, never absent.
TEST_F(DocumentReaderTest, DamageIsTold) {
  const struct {
    const char* document;
    const char* rule;
    const char* text;
  } rows[] = {
      {R"({"Statement": [{"Effect": "allow", "Action": "s3:*", "Resource": "*"}]})", "PG-3",
       "in.json:1:40: /document/Statement/0/Effect: expected `Allow` or `Deny`, found `allow`"},
      {R"("{\"Statement\": [{\"Effect\": \"allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}")",
       "PG-3",
       "in.json:1:14: /document/Statement/0/Effect: expected `Allow` or `Deny`, found `allow` "
       "(line 1, column 27 of the string's text)"},
      {R"("FullAWSAccess")", "PG-1",
       "in.json:1:14: /document: expected the text of a policy document: expected a JSON value, "
       "found `FullAWSAccess` (line 1, column 1 of the string's text)"},
      {R"("%7B%2")", "PG-1",
       "in.json:1:14: /document: expected two hexadecimal digits after each `%` of an encoded "
       "document"},
      {"7", "PG-1", "in.json:1:14: /document: expected a policy document (an object), found "},
      {"null", "PG-1", "in.json:1:14: /document: expected a policy document (an object), found "},
      {"{}", "PG-1", "in.json:1:14: /document: expected `Statement`, found none"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.document);
    const auto policy = Read(absl::StrCat("{\"document\": ", row.document, "}"));
    ASSERT_THAT(policy, IsOk());
    EXPECT_EQ(policy->policy, nullptr);
    EXPECT_EQ(policy->file, "in.json");
    ASSERT_FALSE(diagnostics_.empty());
    EXPECT_EQ(diagnostics_[0].severity, Severity::kError);
    EXPECT_EQ(diagnostics_[0].rule, row.rule);
    EXPECT_THAT(diagnostics_[0].ToString(), HasSubstr(row.text));
    EXPECT_THAT(FirstError(diagnostics_), Fails(HasSubstr(row.text)));
  }
}

TEST_F(DocumentReaderTest, FileIsAcceptedOnlyWhereFilesAre) {
  EXPECT_THAT(Read(R"({"document": {"file": "p.json"}})"),
              Fails("in.json:1:14: /document: `file` is accepted in bundles and scenarios only, "
                    "expected the document"));
}

class ReferencedDocumentTest : public ::testing::Test {
 protected:
  absl::StatusOr<AttachedPolicy> Read(const std::string& reference) {
    const std::string path = folder_.Write(
        "world/in.json", absl::StrCat("{\"document\": {\"file\": \"", reference, "\"}}"));
    const auto document =
        JsonDocument::Parse(absl::StrCat("{\"document\": {\"file\": \"", reference, "\"}}"), path);
    EXPECT_THAT(document, IsOk());
    kept_ = *document;
    files_ = std::make_unique<ReferencedFiles>(folder_.PathOf("world"));
    return DocumentReader(cache_, files_.get(), diagnostics_)
        .Read(*kept_->root().Find("document"), PolicyKind::kIdentity);
  }

  TempFolder folder_;
  std::shared_ptr<const JsonDocument> kept_;
  std::unique_ptr<ReferencedFiles> files_;
  PolicyCache cache_;
  Diagnostics diagnostics_;
};

TEST_F(ReferencedDocumentTest, StandsInItsOwnFile) {
  const std::string path = folder_.Write("world/policies/p.json", absl::StrCat("\n  ", kPolicy));
  const auto policy = Read("policies/p.json");
  ASSERT_THAT(policy, IsOk());
  ASSERT_NE(policy->policy, nullptr);
  EXPECT_EQ(policy->file, path);
  EXPECT_EQ(policy->start.line, 2U);
  EXPECT_EQ(policy->start.column, 3U);
  EXPECT_EQ(policy->PositionOf(policy->policy->statements[0]).line, 3U);
}

TEST_F(ReferencedDocumentTest, ASyntaxErrorIsDamageInThatFile) {
  const std::string path = folder_.Write("world/p.json", "{\"Statement\": [}");
  const auto policy = Read("p.json");
  ASSERT_THAT(policy, IsOk());
  EXPECT_EQ(policy->policy, nullptr);
  EXPECT_EQ(policy->file, path);
  ASSERT_EQ(diagnostics_.size(), 1U);
  EXPECT_THAT(diagnostics_[0].ToString(), HasSubstr(absl::StrCat(path, ":1:16: /Statement")));
}

TEST_F(ReferencedDocumentTest, UnreadableAndOutsideFilesAreErrorsAtTheReference) {
  folder_.Write("secret.json", std::string(kPolicy));
  const std::string place =
      absl::StrCat(folder_.PathOf("world/in.json"), ":1:23: /document/file: ");
  EXPECT_THAT(
      Read("none.json"),
      Fails(HasSubstr(absl::StrCat(place, folder_.PathOf("world/none.json"), ": no such file"))));
  for (const char* outside : {"../secret.json", "x/../../secret.json"}) {
    EXPECT_THAT(Read(outside),
                Fails(HasSubstr(absl::StrCat(place, "expected a path inside the folder"))))
        << outside;
  }
  EXPECT_THAT(Read(folder_.PathOf("secret.json")),
              Fails(HasSubstr(absl::StrCat(place, "expected a relative path"))));
}

}  // namespace
}  // namespace iamsim
