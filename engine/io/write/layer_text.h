#ifndef IAMSIM_ENGINE_IO_WRITE_LAYER_TEXT_H_
#define IAMSIM_ENGINE_IO_WRITE_LAYER_TEXT_H_

#include <string>
#include <vector>

#include "iamsim/decide/decide.h"
#include "iamsim/io/write.h"
#include "io/write/statement_text.h"

namespace iamsim {

// The cells that name a statement: its Sid and place, or its policy and number without a file.
std::string StatementCells(const StatementReference& statement, const PlaceNames& places);

// What each layer of a check said: one row a layer (levels of the organization that agree share
// one), with the conditions of its first statement below. For a denial the layer that decided comes
// first; then the grants, then the guardrails.
std::vector<std::string> LayerLines(const ChainStep& step, const PlaceNames& places,
                                    const TextStyle& style);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_LAYER_TEXT_H_
