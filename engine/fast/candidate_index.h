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
// a wrong "no": every statement that matches is among the candidates. Statements are kept under the
// spans of actions that they list; actions of the same spans share one class, and the resources of
// a long span are found by the literal text that their patterns begin with. Immutable; thread-safe.
// Time and memory to build: n log n and linear in the spans of the statements.
class CandidateIndex {
 public:
  // What the statements of some actions have in common.
  struct Class {
    std::uint32_t first = 0;  // of its spans; those with denies come first
    std::uint32_t deny_spans = 0;
    std::uint32_t spans = 0;
    // Some Allow has no Principal, and neither resources nor conditions that could fail.
    bool allows_everything = false;
  };
  enum class Resources : std::uint8_t { kLookedAt, kIgnored };

  // The statements must outlive this. kIgnored: for those who visit without a resource.
  explicit CandidateIndex(std::vector<const PreparedStatement*> statements,
                          Resources resources = Resources::kLookedAt);

  // Of an action of the catalog; null: no statement speaks of it. Logarithmic at most, and without
  // branches that a processor would have to guess.
  const Class* Find(std::uint32_t action) const;

  // Calls `visit(statement, pattern)` for the candidates of one effect until it returns true, and
  // returns that. `pattern`: the one pattern through which the statement was found, which may not
  // match; null: all of the statement's are to be asked. A statement may come more than once.
  // `resource` empty: the resources are not looked at (MR-10: some actions are asked of two).
  template <class Visitor>
  bool VisitClass(const Class& found, bool denies, absl::string_view resource,
                  Visitor visit) const {
    const std::uint32_t count = denies ? found.deny_spans : found.spans;
    for (std::uint32_t i = found.first; i < found.first + count; ++i) {
      if (VisitSpan(spans_[class_spans_[i]], denies, resource, visit)) return true;
    }
    return false;
  }

  // The same for any action.
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
  // Sixty-four actions of the catalog.
  struct Block {
    std::uint64_t begins = 0;  // a bit for each action at which a segment begins
    std::uint32_t before = 0;  // segments that begin in earlier blocks
  };
  // The statements that list one span of actions, unconditional Allows before others.
  struct Span {
    ActionSpan actions;
    std::uint32_t first = 0;  // denies, then allows
    std::uint32_t denies = 0;
    std::uint32_t allows = 0;
    std::uint32_t deny_table = kNoTable;
    std::uint32_t allow_table = kNoTable;
    bool allows_everything = false;
  };

  template <class Visitor>
  bool VisitSpan(const Span& span, bool denies, absl::string_view resource, Visitor visit) const {
    const auto visit_number = [&](std::uint32_t number, const PreparedPattern* pattern) {
      return visit(*statements_[number], pattern);
    };
    const std::uint32_t table = denies ? span.deny_table : span.allow_table;
    if (table != kNoTable && !resource.empty()) return tables_[table].Visit(resource, visit_number);
    const std::uint32_t first = span.first + (denies ? 0 : span.denies);
    const std::uint32_t count = denies ? span.denies : span.allows;
    for (const std::uint32_t number : absl::MakeConstSpan(postings_).subspan(first, count)) {
      if (visit_number(number, nullptr)) return true;
    }
    return false;
  }
  void MakeSpans(Resources resources);
  void MakeClasses();
  void MakeBlocks();
  std::uint32_t ClassOf(const std::vector<std::uint32_t>& active);
  std::uint32_t TableFor(absl::Span<const std::uint32_t> numbers);

  std::vector<const PreparedStatement*> statements_;
  // Segments of the catalog: where each begins, and its class, 0 if no statement speaks of it.
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> class_of_segment_;
  std::vector<Block> blocks_;  // of a long list; empty: `begins_` is searched
  std::vector<Class> classes_;
  std::vector<std::uint32_t> class_spans_;
  std::vector<Span> spans_;
  std::vector<std::uint32_t> postings_;
  std::vector<PrefixTable> tables_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_CANDIDATE_INDEX_H_
