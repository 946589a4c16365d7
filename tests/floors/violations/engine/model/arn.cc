#include "iamsim/model/arn.h"

#include "../base/text.h"
#include "arn_words.h"
#include "iamsim/base/check.h"
#include "model/arn_words.h"
#include "support/world.h"
// #include "match/glob_code.h" is not an include.
