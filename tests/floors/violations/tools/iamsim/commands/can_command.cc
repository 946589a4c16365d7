#include "arg_parser.h"
#include "command.h"
