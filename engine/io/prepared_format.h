#ifndef IAMSIM_IO_PREPARED_FORMAT_H_
#define IAMSIM_IO_PREPARED_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

// The bytes of a prepared world, which `iamsim prepare` writes and every command reads in place.
//
// file      := header, directory, tables
// header    := magic (8 bytes), version, size of the file, checksum of all bytes after the header
//              (u64 each)
// directory := for each Table, in its order: offset in the file (u64), records (u32), 0 (u32)
// table     := ends of its records (u32 each, ascending, from the end of this list), records
//
// Fixed numbers are little-endian. A record is a row of numbers and texts without padding:
// number    := 7 bits a byte, lowest first, the highest bit set in all but the last
// text      := number: a record of kTexts
// id?       := number: 0 for none, else 1 + the record's number in its table
// list of x := number n, then n of x
//
// Every text and every document is there once. Records keep the order of Snapshot, which is that of
// their keys, so that they are found by halving; nothing but the table sizes is read before it is
// asked for. A reader checks every number that it follows.
//
// Whatever changes here, or in what a number stands for (policy_kinds.inc, PrincipalKind,
// Severity), changes kVersion.
namespace iamsim::prepared {

inline constexpr absl::string_view kMagic("\x89IAMSIM\n", 8);
inline constexpr std::uint64_t kVersion = 1;

enum class Table : std::uint8_t {
  kTexts,       // bytes
  kDocuments,   // kind, the document's text (its bytes, to the end of the record)
  kPolicies,    // Origin; if kInput: name, ARN, file, start (offset, line, column), id? of its
                // document
  kPrincipals,  // ARN, kind, unique id, tags, list of policies (ids), how many are its own, list of
                // groups (ARNs), id? of the boundary, id? of the trust policy, 0 or 1 + the
                // seconds of the longest session (32 bits)
  kNames,       // principals by (name, account): the principal's number
  kGroups,      // ARN, list of policies (ids)
  kAccounts,    // id, name, AccountFlags, organization path, levels, levels: 0, or 1 and a list of
                // (target, list of policies)
  kUnits,       // id, organization path, levels, levels
  kResources,   // ARN, account, 0 or (1, tags), id? of the policy, S3Flags, owner of objects,
                // bucket
  kVpcEndpoints,  // id, account, type, id? of the policy
  kOrganization,  // none, or one: id, management account, OrganizationFlags
  kKnown,         // one: lists of managed, service control and resource control policies (ids)
  kDiagnostics,   // severity, rule, file, pointer, 0 or (1, offset, line, column), message
};
inline constexpr std::size_t kTables = static_cast<std::size_t>(Table::kDiagnostics) + 1;

inline constexpr std::size_t kHeaderBytes = 32;
inline constexpr std::size_t kDirectoryEntryBytes = 16;
inline constexpr std::size_t kFirstTable = kHeaderBytes + kTables * kDirectoryEntryBytes;

// Origin: of the input, or one of the two that AWS itself attaches.
inline constexpr std::uint64_t kInput = 0;
inline constexpr std::uint64_t kBuiltinServiceControl = 1;
inline constexpr std::uint64_t kBuiltinResourceControl = 2;
inline constexpr std::uint64_t kOrigins = 3;
// AccountFlags
inline constexpr std::uint64_t kInOrganization = 1;
inline constexpr std::uint64_t kIsManagementAccount = 2;
inline constexpr std::uint64_t kIsDelegatedAdministrator = 4;
inline constexpr std::uint64_t kHasPrincipals = 8;
// S3Flags
inline constexpr std::uint64_t kBlockPublicAccess = 1;
inline constexpr std::uint64_t kBucketAbacEnabled = 2;
// OrganizationFlags
inline constexpr std::uint64_t kIsIncomplete = 1;
inline constexpr std::uint64_t kAccountsAreKnown = 2;

// A number of fixed size at `at`, which holds enough bytes.
template <class Number>
Number LoadFixed(const char* at) {
  Number value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) {
    value |= static_cast<Number>(static_cast<Number>(static_cast<unsigned char>(at[i])) << (8 * i));
  }
  return value;
}

template <class Number>
void AppendFixed(Number value, std::string* out) {
  for (std::size_t i = 0; i < sizeof value; ++i) {
    out->push_back(static_cast<char>(static_cast<unsigned char>(value >> (8 * i))));
  }
}

}  // namespace iamsim::prepared

#endif  // IAMSIM_IO_PREPARED_FORMAT_H_
