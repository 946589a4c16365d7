#ifndef IAMSIM_IO_READ_AWS_SIMULATION_VALUES_H_
#define IAMSIM_IO_READ_AWS_SIMULATION_VALUES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "iamsim/base/json_document.h"
#include "iamsim/decide/simulation.h"
#include "iamsim/model/context_value.h"

namespace iamsim {

// Characters of UTF-8 text: what AWS's limits count.
std::size_t CountCharacters(absl::string_view text);
// An Error unless `text`, which stands at `node`, has `least` to `most` characters.
absl::Status CheckLength(const JsonNode& node, absl::string_view text, absl::string_view what,
                         std::size_t least, std::size_t most);

// `ContextEntries`: a value of each key, checked by its `ContextKeyType`. Without a type several
// values make a list.
absl::StatusOr<ContextMap> ReadContextEntries(const JsonNode& node);

// `PolicyExclusionList`: of each element exactly one of its three members.
absl::StatusOr<std::vector<PolicyExclusion>> ReadPolicyExclusions(const JsonNode& node);

// `ResourceHandlingOption`: a scenario of EC2, whose resources `resources` must contain.
absl::Status CheckResourceHandling(const JsonNode& node, const std::vector<std::string>& resources);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_AWS_SIMULATION_VALUES_H_
