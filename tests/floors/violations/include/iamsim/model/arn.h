#include "iamsim/base/check.h"
#include "iamsim/extra/extra.h"
#include "iamsim/match/glob.h"
#include "model/arn_words.h"
