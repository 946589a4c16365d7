#include <iamsim/model/arn.h>

#include <CLI/CLI.hpp>

#include "arg_parser.h"
#include "commands/command.h"
#include "iamsim/base/check.h"
#include "model/arn_words.h"
