#ifndef IAMSIM_BENCH_ROLE_WORLD_H_
#define IAMSIM_BENCH_ROLE_WORLD_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

struct RoleWorldShape {
  std::size_t roles = 300;
  std::size_t users = 20;
  std::size_t accounts = 2;
  std::size_t teams = 10;
  std::uint64_t seed = 1;
  bool trusts_accounts_only = false;  // every trust policy names the root of its account
};

// An organization whose roles assume each other: trust policies that name roles, services,
// accounts, providers and `*` with conditions; identity policies that allow and deny with
// wildcards; boundaries, guardrails and documents that are missing. The same shape gives the same
// world.
std::shared_ptr<const Snapshot> MakeRoleWorld(const RoleWorldShape& shape);

}  // namespace iamsim

#endif  // IAMSIM_BENCH_ROLE_WORLD_H_
