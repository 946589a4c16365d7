#include <nlohmann/json.hpp>

#include "iamsim/base/check.h"
