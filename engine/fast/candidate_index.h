#ifndef IAMSIM_ENGINE_FAST_CANDIDATE_INDEX_H_
#define IAMSIM_ENGINE_FAST_CANDIDATE_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "fast/prefix_table.h"
#include "fast/prepared_statement.h"
#include "iamsim/model/action.h"

namespace iamsim {

// What is asked, as the index needs it.
struct ActionQuery {
  const Action* action = nullptr;
  std::uint32_t id = ActionNames::kNone;  // of the catalog; kNone: it does not know the action

  static ActionQuery Of(const Action& action) {
    return {&action, ActionNames::Builtin().Find(action.lower())};
  }
};

// Finds the statements of one list that may match an action and a resource. It says "maybe", never
// a wrong "no": every statement that matches is among the candidates. Actions that the same
// statements speak of share one class; the resources of a long class are found by the literal text
// that their patterns begin with. Immutable; thread-safe. Building is n log n in the actions that
// the statements list; memory is linear but for wide statements beside many narrow ones.
class CandidateIndex {
 public:
  // The statements of one class, unconditional Allows first.
  struct Class {
    std::uint32_t first = 0;  // denies, then allows
    std::uint32_t denies = 0;
    std::uint32_t allows = 0;
    std::uint32_t deny_table = kNoTable;
    std::uint32_t allow_table = kNoTable;
    bool allows_everything = false;  // some Allow has neither resources nor conditions
  };

  // The statements must outlive this.
  explicit CandidateIndex(std::vector<const PreparedStatement*> statements);

  // Of an action of the catalog; null: no statement speaks of it. Logarithmic.
  const Class* Find(std::uint32_t action) const;

  // Calls `visit(statement, pattern)` for the candidates of one effect until it returns true, and
  // returns that. `pattern`: the one pattern through which the statement was found, which may not
  // match; null: all of the statement's are to be asked. A statement may come more than once.
  template <class Visitor>
  bool VisitClass(const Class& found, bool denies, absl::string_view resource,
                  Visitor visit) const {
    const std::uint32_t table = denies ? found.deny_table : found.allow_table;
    const auto visit_number = [&](std::uint32_t number, const PreparedPattern* pattern) {
      return visit(*statements_[number], pattern);
    };
    if (table != kNoTable && !resource.empty()) return tables_[table].Visit(resource, visit_number);
    const std::uint32_t first = found.first + (denies ? 0 : found.denies);
    const std::uint32_t count = denies ? found.denies : found.allows;
    for (const std::uint32_t number : absl::MakeConstSpan(postings_).subspan(first, count)) {
      if (visit_number(number, nullptr)) return true;
    }
    return false;
  }

  // The same for any action. `resource` empty: the resources are not looked at (MR-10: some actions
  // are asked of two).
  template <class Visitor>
  bool Visit(const ActionQuery& query, bool denies, absl::string_view resource,
             Visitor visit) const {
    if (query.id != ActionNames::kNone) {
      const Class* found = Find(query.id);
      return found != nullptr && VisitClass(*found, denies, resource, visit);
    }
    for (const PreparedStatement* statement : statements_) {
      if (statement->is_deny != denies || !NamesUnknown(*statement, *query.action)) continue;
      if (visit(*statement, nullptr)) return true;
    }
    return false;
  }

  // MA-1 … MA-4 for an action that the catalog does not know.
  static bool NamesUnknown(const PreparedStatement& statement, const Action& action);
  absl::Span<const PreparedStatement* const> statements() const { return statements_; }
  std::size_t class_count() const { return classes_.size(); }
  std::size_t bytes() const;

 private:
  static constexpr std::uint32_t kNoTable = 0xFFFFFFFF;
  struct Segment {
    std::uint32_t begin = 0;
    std::uint32_t class_number = 0;  // 0: no statement
  };
  std::uint32_t ClassOf(const std::vector<std::uint32_t>& active);
  std::uint32_t TableFor(absl::Span<const std::uint32_t> numbers);

  friend class ClassFinder;
  std::vector<const PreparedStatement*> statements_;
  std::vector<Segment> segments_;
  std::vector<Class> classes_;
  std::vector<std::uint32_t> postings_;
  std::vector<PrefixTable> tables_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_CANDIDATE_INDEX_H_
