// A prepared world as a snapshot. Tested by tests/io/prepared_test.cc.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/random_access_file.h"
#include "iamsim/base/status_macros.h"
#include "io/read/prepared_world.h"
#include "io/read/snapshot_input.h"

namespace iamsim {

namespace {

using prepared::Table;

class PreparedIndex : public RecordIndex {
 public:
  PreparedIndex(std::shared_ptr<const PreparedWorld> world, Table table)
      : world_(std::move(world)), table_(table) {}
  Found Find(absl::string_view id) const override { return world_->Find(table_, id); }

 private:
  std::shared_ptr<const PreparedWorld> world_;
  Table table_;
};

class PreparedPrincipals : public PrincipalIndex {
 public:
  explicit PreparedPrincipals(std::shared_ptr<const PreparedWorld> world)
      : world_(std::move(world)) {}
  Found Find(absl::string_view id) const override { return world_->Find(Table::kPrincipals, id); }
  Found FindRole(absl::string_view account, absl::string_view name) const override {
    return world_->FindRole(account, name);
  }
  std::vector<std::size_t> FindNamed(absl::string_view name) const override {
    return world_->FindNamed(name);
  }

 private:
  std::shared_ptr<const PreparedWorld> world_;
};

template <class Record>
RecordTable<Record> RecordsOf(const std::shared_ptr<PreparedWorld>& world, std::size_t size,
                              Record (PreparedWorld::*make)(std::size_t i)) {
  return {size, [world, make](std::size_t i) { return ((*world).*make)(i); }};
}

template <class Record>
IndexedRecords<Record> TableOf(const std::shared_ptr<PreparedWorld>& world, Table table,
                               Record (PreparedWorld::*make)(std::size_t i)) {
  return {RecordsOf(world, world->Count(table), make),
          std::make_shared<const PreparedIndex>(world, table)};
}

}  // namespace

std::shared_ptr<const Snapshot> SnapshotOf(const std::shared_ptr<PreparedWorld>& world) {
  SnapshotParts parts;
  parts.principals = {
      RecordsOf(world, world->Count(Table::kPrincipals), &PreparedWorld::MakePrincipal),
      std::make_shared<const PreparedPrincipals>(world)};
  parts.groups = TableOf(world, Table::kGroups, &PreparedWorld::MakeGroup);
  parts.accounts = TableOf(world, Table::kAccounts, &PreparedWorld::MakeAccount);
  parts.units = TableOf(world, Table::kUnits, &PreparedWorld::MakeUnit);
  parts.resources = TableOf(world, Table::kResources, &PreparedWorld::MakeResource);
  parts.vpc_endpoints = TableOf(world, Table::kVpcEndpoints, &PreparedWorld::MakeVpcEndpoint);
  parts.known_policies = {1, [world](std::size_t) { return world->MakeKnownPolicies(); }};
  parts.organization = world->MakeOrganization();
  return std::make_shared<const Snapshot>(std::move(parts));
}

bool IsPrepared(const std::string& path) {
  const std::unique_ptr<RandomAccessFile> file = RandomAccessFile::Open(path);
  if (file == nullptr || file->size() == 0) return false;
  // Also what is left of one that was cut off early.
  const std::size_t size =
      static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), prepared::kMagic.size()));
  std::string begin;
  return file->Read(0, size, &begin) && absl::StartsWith(prepared::kMagic, begin);
}

absl::StatusOr<SnapshotBuilder::Result> ReadPrepared(const std::string& path,
                                                     const ReadOptions& options) {
  IAMSIM_ASSIGN_OR_RETURN(std::unique_ptr<const FileBytes> file, FileBytes::Open(path));
  const absl::StatusOr<std::shared_ptr<PreparedWorld>> world = PreparedWorld::Open(std::move(file));
  if (!world.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", world.status().message()));
  }
  SnapshotBuilder::Result result;
  result.diagnostics = (*world)->MakeDiagnostics();
  if (options.strict) IAMSIM_RETURN_IF_ERROR(FirstError(result.diagnostics));
  result.snapshot = SnapshotOf(*world);
  return result;
}

}  // namespace iamsim
