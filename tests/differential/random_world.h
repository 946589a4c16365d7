#ifndef IAMSIM_TESTS_DIFFERENTIAL_RANDOM_WORLD_H_
#define IAMSIM_TESTS_DIFFERENTIAL_RANDOM_WORLD_H_

#include <memory>
#include <utility>

#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"
#include "support/byte_source.h"

namespace iamsim {

// Worlds for comparing evaluators: more than tiny ones they have long documents, every operator,
// patterns that an index could get wrong, and actions that the catalog does not know. Two accounts
// of an organization; their users and roles share documents. The same bytes make the same world.
std::shared_ptr<const Snapshot> MakeRandomWorld(ByteSource& bytes);

// A question about such a world, without a principal.
std::pair<Request, EvaluationOptions> MakeRandomQuestion(ByteSource& bytes);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_DIFFERENTIAL_RANDOM_WORLD_H_
