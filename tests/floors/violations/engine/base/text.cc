#include <simdjson.h>
#include <utf8proc.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/match.h"
#include "iamsim/base/check.h"
#include "iamsim/model/arn.h"
#include "match/glob_code.h"
