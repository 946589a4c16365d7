#include "workload.h"

#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/base/source_place.h"
#include "iamsim/decide/decide.h"
#include "iamsim/io/question_file.h"
#include "iamsim/io/read.h"
#include "role_world.h"

namespace iamsim {
namespace {

Workload Generate(std::size_t roles, std::size_t questions) {
  RoleWorldShape shape;
  shape.roles = roles;
  shape.teams = 50;
  Workload out;
  out.world = PreparedSnapshot::Prepare(MakeRoleWorld(shape));
  const absl::Span<const PrincipalRecord> principals = out.world->snapshot().principals();
  for (std::size_t i = 0; i < questions; ++i) {
    BatchQuestion question;
    question.request.action = "sts:AssumeRole";
    question.request.resource = principals[principals.size() - 1 - i * 7 % roles].arn.text();
    out.questions.push_back(std::move(question));
  }
  return out;
}

}  // namespace

Workload LoadWorkload(const std::string& name, std::size_t roles, std::size_t questions) {
  const char* folder = std::getenv("IAMSIM_WORKLOADS");
  if (folder == nullptr) return Generate(roles, questions);
  const std::string path = absl::StrCat(folder, "/", name, "/");
  const auto read = ReadSnapshot({absl::StrCat(path, "snapshot.json")});
  IAMSIM_CHECK(read.ok());
  Workload out;
  out.world = PreparedSnapshot::Prepare(read->snapshot);
  std::istringstream nothing;
  const auto file = QuestionFile::Open(absl::StrCat(path, "questions.jsonl"), nothing);
  IAMSIM_CHECK(file.ok());
  while (std::optional<absl::StatusOr<BatchQuestion>> question = (**file).Next()) {
    IAMSIM_CHECK(question->ok());
    out.questions.push_back(**std::move(question));
  }
  return out;
}

bool AgreesWithReference(const Workload& workload, int principals) {
  const Snapshot& snapshot = workload.world->snapshot();
  std::mt19937_64 random(1);
  for (const BatchQuestion& question : workload.questions) {
    const auto answers = AnswerQuestion(*workload.world, question, {});
    if (!answers.ok()) {
      std::cerr << Describe(answers.status()) << "\n";
      return false;
    }
    for (int i = 0; i < principals; ++i) {
      const BatchAnswer& answer = answers->answers[random() % answers->answers.size()];
      Request request = question.request;
      request.principal = snapshot.principals()[answer.principal].arn.text();
      const auto wanted = DecideChain(snapshot, World::kSnapshot, request, {});
      if (!wanted.ok() || answer.kind != wanted->decision.kind ||
          answer.allowed_when.Text() != wanted->decision.allowed_when.Text()) {
        std::cerr << request.principal << " " << request.action << " differs\n";
        return false;
      }
    }
  }
  return true;
}

}  // namespace iamsim
