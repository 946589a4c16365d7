#ifndef IAMSIM_IO_WRITE_PREPARED_H_
#define IAMSIM_IO_WRITE_PREPARED_H_

#include <string>

#include "absl/status/statusor.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// The bytes of a prepared world (engine/io/prepared_format.h): ReadSnapshot of a file with them
// gives an equal snapshot and equal diagnostics, made as they are asked for. Deterministic.
// InvalidArgument when some part has more than 4 GiB, or a document was changed by a program.
absl::StatusOr<std::string> PreparedBytes(const Snapshot& snapshot, const Diagnostics& diagnostics);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_PREPARED_H_
