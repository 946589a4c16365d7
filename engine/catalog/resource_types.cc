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

// The service field of a form or an ARN: what stands between its second and third colon.
absl::string_view ServiceField(absl::string_view text) {
  const std::size_t first = text.find(':');
  if (first == absl::string_view::npos) return {};
  const std::size_t second = text.find(':', first + 1);
  if (second == absl::string_view::npos) return {};
  return text.substr(second + 1, text.find(':', second + 1) - second - 1);
}

}  // namespace

std::vector<ResourceTypeId> Catalog::ResourceTypesMatching(absl::string_view arn) const {
  std::vector<ResourceTypeId> matching;
  const absl::string_view field = ServiceField(arn);
  for (std::size_t service = 0; service < service_count(); ++service) {
    const auto id = static_cast<ServiceId>(service);
    const ResourceTypeRange types = resource_types_of(id);
    for (auto type = static_cast<std::uint16_t>(types.begin);
         type < static_cast<std::uint16_t>(types.end); ++type) {
      const std::vector<absl::string_view> forms = arn_forms(ResourceTypeId{type});
      const bool fits = std::any_of(forms.begin(), forms.end(), [&](absl::string_view form) {
        const absl::string_view own = ServiceField(form);
        const bool may_fit = own == field || own.find_first_of("$*") != absl::string_view::npos;
        return may_fit && FitsArnForm(form, arn) && !FitsLongerForm(*this, id, form, arn);
      });
      if (fits) matching.push_back(ResourceTypeId{type});
    }
  }
  return matching;
}

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
