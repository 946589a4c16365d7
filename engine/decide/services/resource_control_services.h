#ifndef IAMSIM_ENGINE_DECIDE_SERVICES_RESOURCE_CONTROL_SERVICES_H_
#define IAMSIM_ENGINE_DECIDE_SERVICES_RESOURCE_CONTROL_SERVICES_H_

#include "absl/strings/string_view.h"

namespace iamsim {

// The date of the list behind IsResourceControlService.
inline constexpr absl::string_view kResourceControlServicesDate = "2026-09";

// RP-2: whether resource control policies apply to actions of this prefix (lower case).
bool IsResourceControlService(absl::string_view prefix);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_SERVICES_RESOURCE_CONTROL_SERVICES_H_
