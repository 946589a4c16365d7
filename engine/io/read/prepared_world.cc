// Opening a prepared world and finding its records; prepared_records.cc makes them.
// Tested by tests/io/prepared_test.cc.
#include "io/read/prepared_world.h"

#include <algorithm>
#include <tuple>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/checksum.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/caller.h"
#include "io/read/prepared_cursor.h"

namespace iamsim {
namespace {

using prepared::LoadFixed;
using prepared::Table;

absl::Status CutOff(std::uint64_t expected, std::uint64_t found) {
  return absl::InvalidArgumentError(absl::StrCat("expected a prepared world of ", expected,
                                                 " bytes, found ", found,
                                                 found < expected ? ": it was cut off" : ""));
}

absl::Status CheckHeader(absl::string_view bytes) {
  constexpr std::size_t kVersionAt = 8;
  constexpr std::size_t kSizeAt = 16;
  constexpr std::size_t kChecksumAt = 24;
  if (bytes.size() < kVersionAt + sizeof prepared::kVersion) {
    return CutOff(prepared::kHeaderBytes, bytes.size());
  }
  const auto version = LoadFixed<std::uint64_t>(bytes.data() + kVersionAt);
  if (version != prepared::kVersion) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected a prepared world of version ", prepared::kVersion, ", found version ", version,
        ": another release of iamsim made it, run `iamsim prepare` again"));
  }
  if (bytes.size() < prepared::kHeaderBytes) return CutOff(prepared::kHeaderBytes, bytes.size());
  const auto size = LoadFixed<std::uint64_t>(bytes.data() + kSizeAt);
  if (size != bytes.size()) return CutOff(size, bytes.size());
  if (size < prepared::kFirstTable) return CutOff(prepared::kFirstTable, size);
  const auto expected = LoadFixed<std::uint64_t>(bytes.data() + kChecksumAt);
  const std::uint64_t found = Checksum(bytes.substr(prepared::kHeaderBytes));
  if (found != expected) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "expected the checksum %016x, found %016x: the file was changed after it was prepared",
        expected, found));
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<PreparedTable> PreparedTable::Open(absl::string_view file, std::uint64_t offset,
                                                 std::uint32_t count) {
  constexpr std::uint64_t kEndBytes = sizeof(std::uint32_t);
  if (offset > file.size() || count > (file.size() - offset) / kEndBytes) return std::nullopt;
  PreparedTable table;
  table.ends_ = file.data() + offset;
  table.count_ = count;
  table.records_ = file.substr(static_cast<std::size_t>(offset + count * kEndBytes));
  std::uint32_t end = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t next = table.EndOf(i);
    if (next < end) return std::nullopt;
    end = next;
  }
  if (end > table.records_.size()) return std::nullopt;
  return table;
}

absl::string_view PreparedTable::operator[](std::uint64_t i) const {
  if (i >= count_) return {};
  const std::uint32_t begin = i == 0 ? 0 : EndOf(i - 1);
  return records_.substr(begin, EndOf(i) - begin);
}

absl::StatusOr<std::shared_ptr<PreparedWorld>> PreparedWorld::Open(
    std::unique_ptr<const FileBytes> file) {
  const absl::string_view bytes = file->bytes();
  IAMSIM_RETURN_IF_ERROR(CheckHeader(bytes));
  std::shared_ptr<PreparedWorld> world(new PreparedWorld());
  for (std::size_t i = 0; i < prepared::kTables; ++i) {
    const char* const entry =
        bytes.data() + prepared::kHeaderBytes + i * prepared::kDirectoryEntryBytes;
    const std::optional<PreparedTable> table =
        PreparedTable::Open(bytes, LoadFixed<std::uint64_t>(entry),
                            LoadFixed<std::uint32_t>(entry + sizeof(std::uint64_t)));
    if (!table) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected part ", i, " of a prepared world inside the file"));
    }
    world->tables_[i] = *table;
  }
  if (world->Count(Table::kNames) != world->Count(Table::kPrincipals) ||
      world->Count(Table::kOrganization) > 1) {
    return absl::InvalidArgumentError("expected as many names as principals in a prepared world");
  }
  world->policies_.resize(world->Count(Table::kPolicies));
  world->documents_.resize(world->Count(Table::kDocuments));
  world->file_ = std::move(file);
  return world;
}

// Each key is the first text of its record.
absl::string_view PreparedWorld::KeyOf(Table table, std::size_t i) const {
  return PreparedCursor(*this, At(table)[i]).Text();
}

RecordIndex::Found PreparedWorld::Find(Table table, absl::string_view key) const {
  std::size_t first = 0;
  std::size_t last = At(table).size();
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (KeyOf(table, middle) < key) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == At(table).size() || KeyOf(table, first) != key) return std::nullopt;
  return first;
}

std::size_t PreparedWorld::NamedAt(std::size_t position) const {
  PreparedCursor cursor(*this, At(Table::kNames)[position]);
  return static_cast<std::size_t>(cursor.Below(At(Table::kPrincipals).size()));
}

PreparedWorld::NameKey PreparedWorld::NameOf(std::size_t principal) const {
  PreparedCursor cursor(*this, At(Table::kPrincipals)[principal]);
  const absl::StatusOr<Arn> arn = ParseArn(cursor.Text());
  if (!arn.ok()) return {};
  return {.name = std::string(EntityName(arn->resource())),
          .account = std::string(arn->account()),
          .is_role = cursor.Number() == static_cast<std::uint64_t>(PrincipalKind::kRole)};
}

// The first position whose key is not less.
std::size_t PreparedWorld::FirstNamed(absl::string_view name, absl::string_view account) const {
  std::size_t first = 0;
  std::size_t last = At(Table::kNames).size();
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    const NameKey key = NameOf(NamedAt(middle));
    if (std::tie(key.name, key.account) < std::make_tuple(name, account)) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

RecordIndex::Found PreparedWorld::FindRole(absl::string_view account,
                                           absl::string_view name) const {
  for (std::size_t i = FirstNamed(name, account); i < At(Table::kNames).size(); ++i) {
    const std::size_t principal = NamedAt(i);
    const NameKey key = NameOf(principal);
    if (key.name != name || key.account != account) break;
    if (key.is_role) return principal;
  }
  return std::nullopt;
}

std::vector<std::size_t> PreparedWorld::FindNamed(absl::string_view name) const {
  std::vector<std::size_t> found;
  for (std::size_t i = FirstNamed(name, ""); i < At(Table::kNames).size(); ++i) {
    const std::size_t principal = NamedAt(i);
    if (NameOf(principal).name != name) break;
    found.push_back(principal);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace iamsim
