#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "catalog/form.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {
namespace {

// Whether a resource type of `service` has a form that begins with all of `form`, goes on, and fits
// `arn` too. The shorter form does not mean such an ARN, although its last placeholder could
// swallow the rest: "${BucketName}" does not stand for "bucket/key".
bool FitsLongerForm(const Catalog& catalog, ServiceId service, absl::string_view form,
                    absl::string_view arn) {
  const ResourceTypeRange types = catalog.resource_types_of(service);
  for (auto type = static_cast<std::uint16_t>(types.begin);
       type < static_cast<std::uint16_t>(types.end); ++type) {
    for (const absl::string_view longer : catalog.arn_forms(ResourceTypeId{type})) {
      if (longer.size() > form.size() && absl::StartsWith(longer, form) &&
          FitsArnForm(longer, arn)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::vector<ResourceTypeId> Catalog::ResourceTypesMatching(ActionId action,
                                                           absl::string_view arn) const {
  std::vector<ResourceTypeId> matching;
  for (const ResourceUse& use : resource_types(action)) {
    const std::vector<absl::string_view> forms = arn_forms(use.type());
    const bool fits = std::any_of(forms.begin(), forms.end(), [&](absl::string_view form) {
      return FitsArnForm(form, arn) && !FitsLongerForm(*this, service_of(action), form, arn);
    });
    if (fits) matching.push_back(use.type());
  }
  return matching;
}

}  // namespace iamsim
