#ifndef IAMSIM_ENGINE_IO_WRITE_SNAPSHOT_SUMMARY_H_
#define IAMSIM_ENGINE_IO_WRITE_SNAPSHOT_SUMMARY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// What a snapshot holds, and what it lacks, counted once for all formats.
struct SnapshotSummary {
  struct Account {
    const AccountRecord* record;
    std::size_t users = 0;
    std::size_t roles = 0;
    std::size_t resources = 0;
    std::size_t vpc_endpoints = 0;
  };
  // A document that something refers to.
  struct Missing {
    std::string kind;  // "identity", "permissionsBoundary", "trust", … as in `policies`
    std::string document;
    std::string file;  // where it could not be read; empty: it is not in the input
    std::size_t holders = 0;
    std::string first_holder;
  };

  std::vector<Account> accounts;  // by id
  std::size_t users = 0;
  std::size_t roles = 0;
  absl::btree_map<std::string, std::size_t> policies;   // documents there, by kind
  std::size_t managed_policies = 0;                     // of `identity`
  absl::btree_map<std::string, std::size_t> resources;  // by service
  std::size_t vpc_endpoints = 0;
  std::vector<Missing> missing;      // by kind, then most holders first
  std::vector<std::string> outside;  // accounts with principals or resources that the organization
                                     // does not show
};

// `snapshot` must outlive the summary. Linear, but for sorting.
SnapshotSummary Summarize(const Snapshot& snapshot);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_SNAPSHOT_SUMMARY_H_
