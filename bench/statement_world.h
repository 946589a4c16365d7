#ifndef IAMSIM_BENCH_STATEMENT_WORLD_H_
#define IAMSIM_BENCH_STATEMENT_WORLD_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// One role whose identity policies have `statements` statements about actions of the catalog and
// about resources of their own, a fifth of them under conditions. Seeded.
std::shared_ptr<const Snapshot> MakeStatementWorld(std::size_t statements);

// Questions about its role, most of which some statement speaks of.
std::vector<Request> MakeStatementQuestions(std::size_t statements, std::size_t count);

}  // namespace iamsim

#endif  // IAMSIM_BENCH_STATEMENT_WORLD_H_
