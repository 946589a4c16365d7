#ifndef IAMSIM_ENGINE_FAST_TYPED_TEST_H_
#define IAMSIM_ENGINE_FAST_TYPED_TEST_H_

#include <array>
#include <cstdint>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/match/cidr.h"
#include "iamsim/match/decimal.h"
#include "iamsim/match/timestamp.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// An encoded glob (match/glob.h), and the cheapest way to match it.
class TypedGlob {
 public:
  // `encoded` must outlive this.
  explicit TypedGlob(absl::string_view encoded);
  bool Matches(absl::string_view text) const;

 private:
  enum class Kind : std::uint8_t { kAnything, kExact, kPrefix, kGlob } kind_ = Kind::kGlob;
  absl::string_view text_;
};

// How a condition compares a scalar context value, with the policy values parsed beforehand. Equal
// to TestCondition. Immutable.
class TypedTest {
 public:
  // Tests nothing.
  TypedTest() = default;
  // `condition` must outlive this.
  explicit TypedTest(const Condition& condition);

  // False: the condition has variables, a set operator or no values, or is rare; TestCondition()
  // has to be asked.
  bool exists() const { return !std::holds_alternative<std::monostate>(values_); }
  // Whether the condition holds for `value`.
  bool Holds(absl::string_view value) const;

 private:
  enum class Relation : std::uint8_t { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
  // CO-12: values that are not of the operator's type equal nothing and are left out.
  using Texts = std::vector<absl::string_view>;
  using Globs = std::vector<TypedGlob>;
  using Arns = std::vector<std::array<TypedGlob, 5>>;  // what follows `arn:`
  struct Bools {
    bool true_is_listed = false;
    bool false_is_listed = false;
  };

  void TakeRelation(absl::string_view base_name);
  template <class Parsed>
  bool HoldsOrdered(const std::vector<Parsed>& values, const Parsed& value) const;

  std::variant<std::monostate, Texts, Globs, Arns, Bools, std::vector<Cidr>, std::vector<Timestamp>,
               std::vector<Decimal>>
      values_;
  Relation relation_ = Relation::kEqual;
  bool negated_ = false;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_TYPED_TEST_H_
