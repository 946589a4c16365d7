#include "arg_parser.h"

#include <CLI/CLI.hpp>
