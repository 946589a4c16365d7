#ifndef IAMSIM_IO_WRITE_SIMULATION_MARKER_H_
#define IAMSIM_IO_WRITE_SIMULATION_MARKER_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/decide/simulation.h"

namespace iamsim {

// `Marker`: where the items of `request` go on. Opaque to clients; the same for the same request
// everywhere.
std::string MakeMarker(const SimulationRequest& request, std::size_t item);

// The item at which `marker` says that `request` goes on; nullopt for a marker of another request,
// or for none at all.
std::optional<std::size_t> ReadMarker(const SimulationRequest& request, absl::string_view marker);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_SIMULATION_MARKER_H_
