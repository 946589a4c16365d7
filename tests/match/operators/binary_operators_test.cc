#include <gtest/gtest.h>

#include "match/condition_case.h"

namespace iamsim {
namespace {

TEST(BinaryOperatorsTest, ComparesBytes) {  // CO-26
  ExpectConditions({
      {"equal", "BinaryEquals", {"QmluYXJ5"}, One("QmluYXJ5"), true},
      {"other bytes", "BinaryEquals", {"QmluYXJ5"}, One("QmluYXJ6"), false},
      {"case matters", "BinaryEquals", {"QmluYXJ5"}, One("qmluyxj5"), false},
      {"padding is optional", "BinaryEquals", {"QQ=="}, One("QQ"), true},
      {"one padding character", "BinaryEquals", {"QUI="}, One("QUI"), true},
      {"no bytes", "BinaryEquals", {""}, One(""), true},
      {"all of the alphabet", "BinaryEquals", {"+/+/"}, One("+/+/"), true},
      {"absent", "BinaryEquals", {"QQ=="}, Absent(), false},
      {"no variables", "BinaryEquals", {"${aws:x, 'QQ=='}"}, One("QQ=="), false},
  });
}

TEST(BinaryOperatorsTest, BadBase64MatchesNothing) {  // CO-26, CO-12
  for (const char* bad : {"Q", "Q===", "QQ=", "QQ==QQ==", "QU I=", " QUI=", "QUI=\n", "QUI.", "=",
                          "====", "-_-_", "QUI=x", "é"}) {
    ExpectConditions({{bad, "BinaryEquals", {bad}, One(bad), false},
                      {bad, "BinaryEquals", {bad}, One("QUI="), false},
                      {bad, "BinaryEquals", {"QUI="}, One(bad), false}});
  }
}
}  // namespace
}  // namespace iamsim
