#ifndef IAMSIM_BENCH_RESIDUAL_STATEMENTS_H_
#define IAMSIM_BENCH_RESIDUAL_STATEMENTS_H_

#include <cstddef>

#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// How many statements the fast evaluator leaves to the reference.
struct ResidualStatements {
  std::size_t policies = 0;    // distinct identity policies of a world
  std::size_t statements = 0;  // theirs, of which some question was answered
  std::size_t residual = 0;    // of these, some question was asked of the reference
  std::size_t questions = 0;
  bool agrees = true;  // all answers with the reference's
};

// Asks three questions about every statement, of a role that has its policy alone: what it names,
// with a context that its conditions like, with one that lacks all keys, and with keys that nobody
// knows.
ResidualStatements CountResidualStatements(const Snapshot& snapshot);

}  // namespace iamsim

#endif  // IAMSIM_BENCH_RESIDUAL_STATEMENTS_H_
