// Tested by tests/cli/catalog_arguments_test.cc.

#include "catalog_arguments.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

// "bucket (`arn:…`) or object (`arn:…`)"
std::string TypesInWords(const Catalog& catalog, ActionId action) {
  constexpr std::size_t kMostShown = 3;
  std::vector<std::string> words;
  for (const ResourceUse& use : catalog.resource_types(action)) {
    if (words.size() == kMostShown) {
      words.emplace_back("others");
      break;
    }
    words.push_back(absl::StrCat(catalog.resource_type_name(use.type()), " (`",
                                 catalog.arn_forms(use.type()).front(), "`)"));
  }
  return absl::StrJoin(words, " or ");
}

void CompleteResource(const Catalog& catalog, ActionId action, Request* request,
                      std::vector<std::string>* notes) {
  const absl::string_view text = catalog.text(action);
  if (catalog.wildcard_only(action)) {
    if (request->resource == "*") return;
    notes->push_back(absl::StrCat("`", text,
                                  "` has no resource types: it is asked of `*`, not of `",
                                  request->resource, "` (MR-9)"));
    request->resource = "*";
    request->resource_account.clear();
    request->resource_tags.reset();
    return;
  }
  if (request->resource == "*") {
    notes->push_back(absl::StrCat("`", text, "` is asked of one ", TypesInWords(catalog, action),
                                  "; `*` stands for itself and only patterns like `*` match it"));
  } else if (catalog.ResourceTypesMatching(action, request->resource).empty()) {
    notes->push_back(absl::StrCat("`", text, "` is asked of ", TypesInWords(catalog, action),
                                  ", which `", request->resource, "` is not"));
  }
}

void CompleteContext(const Catalog& catalog, ActionId action, Request* request,
                     std::vector<std::string>* notes) {
  const std::vector<KeyId> known = catalog.KeysOf(action);
  for (auto& [name, value] : request->context) {
    const std::optional<KeyId> key = catalog.FindKey(name);
    if (!key) continue;
    if (catalog.multi_valued(*key)) {
      value.is_list = true;
    } else if (value.is_list) {
      notes->push_back(
          absl::StrCat("`", name, "` holds one value, and is given as a list (RC-26)"));
    }
    if (!std::binary_search(known.begin(), known.end(), *key)) {
      notes->push_back(absl::StrCat("`", name, "` is no key of `", catalog.text(action),
                                    "`, as far as the catalog of ", catalog.date(),
                                    " knows (MR-12)"));
    }
  }
}

}  // namespace

void DeclareCatalogFile(Arguments& arguments, CatalogArguments* out) {
  arguments.Option("--catalog", "FILE", "another catalog of AWS actions (see tools/catalog)",
                   &out->file);
}

void DeclareCatalogArguments(Arguments& arguments, CatalogArguments* out) {
  DeclareCatalogFile(arguments, out);
  arguments.Flag("--unknown-action", "ask it although the catalog does not know the action",
                 &out->unknown_action);
}

absl::StatusOr<std::shared_ptr<const Catalog>> LoadCatalog(const CatalogArguments& arguments) {
  if (arguments.file) return Catalog::Read(*arguments.file);
  return std::shared_ptr<const Catalog>(std::shared_ptr<const Catalog>(), &Catalog::Builtin());
}

absl::StatusOr<std::vector<std::string>> CompleteByCatalog(const Catalog& catalog,
                                                           const CatalogArguments& arguments,
                                                           Request* request) {
  std::vector<std::string> notes;
  const std::optional<ActionId> action = catalog.Find(request->action);
  if (!action) {
    if (arguments.unknown_action) return notes;
    const absl::Status unknown = catalog.CheckAction(request->action);
    return absl::Status(unknown.code(),
                        absl::StrCat(unknown.message(), "; --unknown-action asks it all the same"));
  }
  CompleteResource(catalog, *action, request, &notes);
  CompleteContext(catalog, *action, request, &notes);
  return notes;
}

std::vector<std::string> DependentActions(const Catalog& catalog, const std::string& action) {
  std::vector<std::string> names;
  if (const std::optional<ActionId> id = catalog.Find(action)) {
    for (const ActionId dependent : catalog.dependent_actions(*id)) {
      names.emplace_back(catalog.text(dependent));
    }
  }
  return names;
}

}  // namespace iamsim
