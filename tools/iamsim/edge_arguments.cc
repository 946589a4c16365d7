// Tested by tests/cli/paths_test.cc.
#include "edge_arguments.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "iamsim/base/nearest_name.h"

namespace iamsim {
namespace {

constexpr int kDefaultHops = 5;
constexpr int kMostHops = 100;

struct Word {
  absl::string_view name;
  bool EdgeKinds::*kind;
};
constexpr Word kWords[] = {{"assume", &EdgeKinds::assume},
                           {"pass-role", &EdgeKinds::pass_role},
                           {"control", &EdgeKinds::control}};

}  // namespace

void DeclareEdgeArgument(Arguments& arguments, std::optional<std::string>* edges) {
  arguments.Option("--edges", "KINDS",
                   "how one gets a role: assume, pass-role (through a service), control (by "
                   "rewriting it), separated by commas (default assume)",
                   edges);
}

void DeclareMaxHopsArgument(Arguments& arguments, std::optional<std::string>* max_hops) {
  arguments.Option("--max-hops", "N",
                   absl::StrCat("how many roles a path has at most (default ", kDefaultHops, ")"),
                   max_hops);
}

absl::StatusOr<EdgeKinds> ReadEdgeKinds(const std::optional<std::string>& edges) {
  EdgeKinds out;
  if (!edges) return out;
  out.assume = false;
  for (const absl::string_view name : absl::StrSplit(*edges, ',')) {
    const Word* found = nullptr;
    std::vector<absl::string_view> names;
    for (const Word& word : kWords) {
      names.push_back(word.name);
      if (word.name == name) found = &word;
    }
    if (found == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("`--edges`: expected assume, pass-role or control, separated by commas, "
                       "got `",
                       name, "`", DidYouMean(name, names)));
    }
    out.*found->kind = true;
  }
  return out;
}

absl::StatusOr<std::size_t> ReadMaxHops(const std::optional<std::string>& max_hops) {
  int hops = kDefaultHops;
  if (max_hops && (!absl::SimpleAtoi(*max_hops, &hops) || hops < 1 || hops > kMostHops)) {
    return absl::InvalidArgumentError(absl::StrCat("`--max-hops`: expected a number from 1 to ",
                                                   kMostHops, ", got `", *max_hops, "`"));
  }
  return static_cast<std::size_t>(hops);
}

}  // namespace iamsim
