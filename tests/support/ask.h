#ifndef IAMSIM_TESTS_SUPPORT_ASK_H_
#define IAMSIM_TESTS_SUPPORT_ASK_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/decide/decide.h"
#include "iamsim/policy/parse.h"

namespace iamsim {

// A parsed document attached under `name`; a document with errors is a failure of the test, unless
// `lenient` makes them warnings.
inline std::shared_ptr<const AttachedPolicy> Document(absl::string_view name, PolicyKind kind,
                                                      absl::string_view text,
                                                      bool lenient = false) {
  ParsedPolicy parsed = ParsePolicyText(text, name, kind, ParseOptions{lenient});
  EXPECT_NE(parsed.policy, nullptr) << Describe(parsed.status());
  auto attached = std::make_shared<AttachedPolicy>();
  attached->name = std::string(name);
  attached->file = std::string(name);
  attached->policy = std::move(parsed.policy);
  return attached;
}

// A document that somebody refers to and nobody has.
inline std::shared_ptr<const AttachedPolicy> MissingDocument(absl::string_view name) {
  auto attached = std::make_shared<AttachedPolicy>();
  attached->name = std::string(name);
  return attached;
}

// `{"Version": "2012-10-17", "Statement": [statements]}`
inline std::string PolicyText(absl::string_view statements) {
  return R"({"Version": "2012-10-17", "Statement": [)" + std::string(statements) + "]}";
}

inline RequestContext ResolveAlone(const Request& request, const EvaluationOptions& options = {}) {
  absl::StatusOr<RequestContext> context =
      Resolve(*Snapshot::Empty(), World::kSelfContained, request, options);
  EXPECT_TRUE(context.ok()) << context.status();
  return context.ok() ? *std::move(context) : RequestContext();
}

inline Decision DecideAlone(const Request& request, const EvaluationOptions& options = {}) {
  return Decide(ResolveAlone(request, options));
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_ASK_H_
