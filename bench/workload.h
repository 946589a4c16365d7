#ifndef IAMSIM_BENCH_WORKLOAD_H_
#define IAMSIM_BENCH_WORKLOAD_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "iamsim/audit/batch.h"
#include "iamsim/fast/prepared_snapshot.h"

namespace iamsim {

// A world and what is asked of everybody in it.
struct Workload {
  std::shared_ptr<const PreparedSnapshot> world;
  std::vector<BatchQuestion> questions;
};

// The folder `name` (snapshot.json, questions.jsonl) of IAMSIM_WORKLOADS; where that is not set, a
// generated world of so many roles, of whom it is asked who may assume some of them.
Workload LoadWorkload(const std::string& name, std::size_t roles, std::size_t questions);

// Whether the answers to every question are those of the reference for a seeded sample of so many
// principals; says on stderr which is not.
bool AgreesWithReference(const Workload& workload, int principals);

}  // namespace iamsim

#endif  // IAMSIM_BENCH_WORKLOAD_H_
