#ifndef IAMSIM_ENGINE_GRAPH_CROWDS_H_
#define IAMSIM_ENGINE_GRAPH_CROWDS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/action.h"

namespace iamsim {

// Principals that one action cannot tell apart but by their own keys (IsPrincipalKey): one group,
// one boundary, and the same said of all resources.
struct Crowd {
  std::uint32_t group = 0;
  std::uint32_t boundary = PreparedSnapshot::kNone;
  // Statements that do so on every resource, whatever the context.
  bool allows = false;
  bool denies = false;
  std::vector<std::uint32_t> profiles;  // ascending
};

// Those of a crowd with the same documents that also speak of some resources.
struct Profile {
  std::uint32_t crowd = 0;
  std::vector<std::uint32_t> documents;  // in the order in which they are attached
  std::vector<std::uint32_t> members;    // ascending
};

// All principals by what they hold about one action, and which documents may speak of a resource.
// Linear in the principals and statements. `world` must outlive it.
class Crowds {
 public:
  Crowds(const PreparedSnapshot& world, const Action& action);

  absl::Span<const Crowd> crowds() const { return crowds_; }
  absl::Span<const Profile> profiles() const { return profiles_; }
  std::uint32_t ProfileOf(std::uint32_t principal) const { return profile_of_[principal]; }
  // Those of a group of PreparedSnapshot::groups().
  absl::Span<const std::uint32_t> CrowdsOf(std::uint32_t group) const {
    return crowds_of_group_[group];
  }

  // The narrow documents that may speak of `resource`, an ARN; never one too few. Ascending.
  std::vector<std::uint32_t> DocumentsAbout(absl::string_view resource) const;
  // The profiles with this narrow document, ascending.
  absl::Span<const std::uint32_t> HoldersOf(std::uint32_t document) const {
    return holders_[document];
  }

 private:
  // What a document says about the action on all resources.
  struct Reading {
    bool allows_all = false;
    bool denies_all = false;
    bool is_narrow = false;
  };
  struct Pattern {
    const ResourcePattern* pattern = nullptr;
    std::vector<std::uint32_t> documents;
  };

  void Read(std::uint32_t document, const AttachedPolicy& policy, const Action& action);
  void ReadResources(std::uint32_t document, const Statement& statement);
  void Sort(std::uint32_t principal);
  std::uint32_t CrowdFor(std::uint32_t principal, bool allows, bool denies);

  const PreparedSnapshot& world_;
  std::vector<Reading> readings_;  // by document
  std::vector<std::vector<std::uint32_t>> holders_;
  std::vector<std::uint32_t> everywhere_;  // narrow documents that may speak of any resource
  absl::flat_hash_map<std::string, std::vector<std::uint32_t>> literal_;
  std::vector<Pattern> patterns_;
  absl::flat_hash_map<std::string, std::size_t> pattern_ids_;
  std::vector<Crowd> crowds_;
  std::vector<Profile> profiles_;
  std::vector<std::uint32_t> profile_of_;
  std::vector<std::vector<std::uint32_t>> crowds_of_group_;
  absl::flat_hash_map<std::string, std::uint32_t> crowd_ids_;
  absl::flat_hash_map<std::string, std::uint32_t> profile_ids_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_CROWDS_H_
