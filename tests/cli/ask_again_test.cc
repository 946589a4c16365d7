#include "ask_again.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

Request Question() {
  Request request;
  request.principal = "arn:aws:iam::111122223333:role/R";
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::b/k";
  return request;
}

constexpr char kStart[] =
    "iamsim can arn:aws:iam::111122223333:role/R s3:GetObject arn:aws:s3:::b/k";

TEST(AskAgainTest, SaysACompleteContextWithAssumeAbsent) {
  Request request = Question();
  EXPECT_EQ(AskAgain(request, {"w"}), std::string(kStart) + " --complete-context --from w");
  request.context_is_complete = false;
  EXPECT_EQ(AskAgain(request, {"w"}), std::string(kStart) + " --from w");
}

TEST(AskAgainTest, QuotesForTheShell) {
  Request request = Question();
  request.resource = "*";
  request.context["k"] = ContextValue::Scalar("it's");
  EXPECT_EQ(AskAgain(request, {"my world"}),
            "iamsim can arn:aws:iam::111122223333:role/R s3:GetObject '*' --context 'k=it'\\''s' "
            "--complete-context --from 'my world'");
}

TEST(AskAgainTest, SaysEverythingThatCanKnows) {
  Request request = Question();
  request.context_is_complete = false;
  request.context["a"] = ContextValue::List({"1", "2"});
  request.context["e"] = ContextValue::List({});
  request.absent_keys = {"n"};
  request.resource_account = "444455556666";
  request.resource_tags = Tags{{"team", "ml"}};
  request.principal_tags = Tags{{"p", "1"}};
  request.source_vpce = "vpce-1";
  request.options = {"strictNotPrincipal=true"};
  Hop hop;
  hop.role = "arn:aws:iam::444455556666:role/S";
  hop.session_name = "s";
  hop.external_id = "x";
  hop.tags = {{"t", "1"}};
  request.via = {hop};
  EXPECT_EQ(AskAgain(request, {"w"}),
            std::string(kStart) +
                " --via arn:aws:iam::444455556666:role/S --session-name s --external-id x "
                "--session-tag t=1 --context 'a[]=1' --context 'a[]=2' --context 'e!' --context "
                "'n!' --resource-account 444455556666 --resource-tag team=ml --principal-tag p=1 "
                "--source-vpce vpce-1 --option strictNotPrincipal=true --from w");
}

TEST(AskAgainTest, SaysNothingRatherThanSomethingElse) {
  EXPECT_EQ(AskAgain(Question(), {}), "");
  Request request = Question();
  request.policies.session = PolicyList();
  EXPECT_EQ(AskAgain(request, {"w"}), "");
  request = Question();
  request.resource_tags = Tags();
  EXPECT_EQ(AskAgain(request, {"w"}), "");
  request = Question();
  Hop hop;
  hop.role = "arn:aws:iam::444455556666:role/S";
  hop.source_identity = "ann";
  request.via = {hop};
  EXPECT_EQ(AskAgain(request, {"w"}), "");
}

}  // namespace
}  // namespace iamsim
