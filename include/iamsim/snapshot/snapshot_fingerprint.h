#ifndef IAMSIM_SNAPSHOT_SNAPSHOT_FINGERPRINT_H_
#define IAMSIM_SNAPSHOT_SNAPSHOT_FINGERPRINT_H_

#include "iamsim/base/fingerprint.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Adds everything in `snapshot` that decisions depend on. Where it was read from does not count.
// Prints every distinct document once: about ten microseconds each.
void AddSnapshot(const Snapshot& snapshot, Fingerprint* fingerprint);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_SNAPSHOT_FINGERPRINT_H_
