#ifndef IAMSIM_ENGINE_AUDIT_DIFF_FIND_CAUSE_H_
#define IAMSIM_ENGINE_AUDIT_DIFF_FIND_CAUSE_H_

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "iamsim/audit/diff.h"
#include "iamsim/decide/decide.h"

namespace iamsim {

// Which changed statement stands behind the changes of one question.
class CauseFinder {
 public:
  // All must outlive the finder.
  CauseFinder(const WorldDifference& difference, const BatchQuestion& question,
              const EvaluationOptions& options)
      : difference_(difference), question_(question), options_(options) {}

  // Sets `because` or `reason` of a change. Asks the reference evaluator, unless a principal of the
  // same account with the same changed policies had the same answers before.
  void Find(DecisionChange* change);

 private:
  struct Cause {
    std::optional<std::size_t> because;
    std::string reason;
  };
  Cause Search(const DecisionChange& change) const;
  std::string LikenessOf(const DecisionChange& change) const;
  std::optional<std::size_t> FindAmong(const Decision& decision, bool is_before,
                                       const DecisionChange& change) const;

  const WorldDifference& difference_;
  const BatchQuestion& question_;
  const EvaluationOptions& options_;
  std::map<std::string, Cause> known_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_DIFF_FIND_CAUSE_H_
