#include <benchmark/benchmark.h>
#include <iamsim/model/arn.h>

#include <boost/graph/adjacency_list.hpp>

#include "bench_world.h"
#include "commands/command.h"
#include "support/world.h"
