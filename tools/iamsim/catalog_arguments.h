#ifndef IAMSIM_TOOLS_IAMSIM_CATALOG_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_CATALOG_ARGUMENTS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "arg_parser.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/request/request.h"

namespace iamsim {

// Which catalog a command asks about actions.
struct CatalogArguments {
  std::optional<std::string> file;
  bool unknown_action = false;
};

// Adds --catalog. `out` must outlive `arguments`.
void DeclareCatalogFile(Arguments& arguments, CatalogArguments* out);
// Adds --catalog and --unknown-action.
void DeclareCatalogArguments(Arguments& arguments, CatalogArguments* out);

// The file's, or the one in this program.
absl::StatusOr<std::shared_ptr<const Catalog>> LoadCatalog(const CatalogArguments& arguments);

// What the catalog knows of a question that a person typed. Rejects an action that it does not
// know, unless told otherwise. MR-9: an action without resource types is asked of `*`, whatever
// resource was typed. RC-26: a key that holds several values is a list, also with one. Returns what
// the person should hear of it.
absl::StatusOr<std::vector<std::string>> CompleteByCatalog(const Catalog& catalog,
                                                           const CatalogArguments& arguments,
                                                           Request* request);

// MS-3: the actions that a caller of `action` may need as well, as far as the catalog lists them.
std::vector<std::string> DependentActions(const Catalog& catalog, const std::string& action);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_CATALOG_ARGUMENTS_H_
