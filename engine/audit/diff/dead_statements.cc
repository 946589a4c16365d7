// Tested by tests/audit/diff/diff_test.cc.
#include <utility>

#include "iamsim/audit/diff.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/snapshot/change.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {

absl::StatusOr<DeadStatements> FindDeadStatements(std::shared_ptr<const Snapshot> world,
                                                  const Catalog& catalog,
                                                  const DeriveOptions& derive,
                                                  const DiffOptions& options) {
  DiffOptions until_one = options;
  until_one.stop_at_first = true;
  until_one.derived = true;
  const std::shared_ptr<const PreparedSnapshot> before = PreparedSnapshot::Prepare(world);
  DeadStatements found;
  for (const HeldDocument& held : DocumentsOf(*world)) {
    // RP-4: nobody can change RCPFullAWSAccess.
    if (held.document->policy == nullptr || held.document == BuiltinResourceControl()) continue;
    for (std::size_t i = 0; i < held.document->policy->statements.size(); ++i) {
      ++found.statements;
      std::shared_ptr<const Snapshot> without =
          ReplaceDocuments(*world, {{held.document.get(), DropStatement(*held.document, i)}});
      const WorldDifference difference = CompareWorlds(world, without);
      const DerivedQuestions derived = DeriveQuestions(difference, catalog, derive);
      const std::shared_ptr<const PreparedSnapshot> after =
          PreparedSnapshot::Prepare(std::move(without));
      const DiffResult result =
          DiffWorlds(*before, *after, difference, derived.questions, until_one);
      const DiffCounts& counts = result.counts;
      const std::size_t changes = counts.newly_denied + counts.newly_allowed + counts.may_differ;
      if (changes + result.incomparable > 0) continue;
      found.dead.push_back({held, &held.document->policy->statements[i], counts.decisions});
    }
  }
  return found;
}

}  // namespace iamsim
