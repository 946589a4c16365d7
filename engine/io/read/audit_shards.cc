// Tested by tests/cli/audit_test.cc.
#include "iamsim/io/audit_shards.h"

#include <algorithm>
#include <fstream>
#include <ios>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

constexpr std::size_t kVersion = 1;
// Lines of answers begin with `{"id":` or are CSV, where a field with a quote is quoted.
constexpr absl::string_view kHead = "{\"shard\":";
constexpr absl::string_view kMark = "{\"question\":";
constexpr absl::string_view kTail = "{\"end\":";
constexpr std::size_t kMostShards = 100000;
constexpr std::size_t kLongestTail = 4096;
constexpr std::size_t kPiece = std::size_t{1} << 16;
constexpr DecisionKind kKinds[] = {DecisionKind::kAllowed, DecisionKind::kExplicitDeny,
                                   DecisionKind::kImplicitDeny, DecisionKind::kConditional};

struct Tail {
  std::size_t questions = 0;
  std::string run;
  DecisionCounts counts;
};

// One shard's file while it is read.
struct Part {
  std::string path;
  AuditShard shard;
  AuditFormat format = AuditFormat::kJsonLines;
  Tail tail;
  std::ifstream in;
  std::string line;  // not yet used
};

bool IsPossible(const AuditShard& shard) {
  return shard.index >= 1 && shard.index <= shard.count && shard.count <= kMostShards;
}

void AddNumber(absl::string_view name, std::size_t value, JsonWriter* out) {
  out->Key(name).Integer(static_cast<std::int64_t>(value));
}

absl::StatusOr<std::size_t> NumberOf(const JsonNode& object, absl::string_view name) {
  const std::optional<JsonNode> node = object.Find(name);
  std::size_t value = 0;
  if (!node || node->kind() != JsonKind::kNumber || !absl::SimpleAtoi(node->text(), &value)) {
    return object.Error(absl::StrCat("expected a number `", name, "`"));
  }
  return value;
}

absl::Status ReadHead(Part* part) {
  std::string line;
  std::getline(part->in, line);
  if (!absl::StartsWith(line, kHead)) {
    return absl::InvalidArgumentError(
        absl::StrCat(part->path, ": expected the output of `audit --shard`, found something else"));
  }
  IAMSIM_ASSIGN_OR_RETURN(const auto document, JsonDocument::Parse(line, part->path));
  const JsonNode root = document->root();
  IAMSIM_ASSIGN_OR_RETURN(part->shard.index, NumberOf(root, "shard"));
  IAMSIM_ASSIGN_OR_RETURN(part->shard.count, NumberOf(root, "of"));
  IAMSIM_ASSIGN_OR_RETURN(const std::size_t version, NumberOf(root, "version"));
  IAMSIM_ASSIGN_OR_RETURN(const std::string format, RequiredString(root, "format"));
  const std::optional<AuditFormat> known = FindAuditFormat(format);
  if (version != kVersion || !known || !IsPossible(part->shard)) {
    return absl::InvalidArgumentError(absl::StrCat(
        part->path, ": expected a shard of this version of iamsim, found `", line, "`"));
  }
  part->format = *known;
  return absl::OkStatus();
}

// Reads the last line, and stays where the first one ends.
absl::Status ReadTail(Part* part) {
  const std::streampos begin = part->in.tellg();
  part->in.seekg(0, std::ios::end);
  const auto size = static_cast<std::size_t>(part->in.tellg());
  std::string end(std::min(size, kLongestTail), '\0');
  part->in.seekg(static_cast<std::streamoff>(size - end.size()));
  part->in.read(end.data(), static_cast<std::streamsize>(end.size()));
  part->in.seekg(begin);
  const std::size_t newline = end.size() < 2 ? std::string::npos : end.rfind('\n', end.size() - 2);
  const std::string line = newline == std::string::npos ? "" : end.substr(newline + 1);
  if (part->in.fail() || !absl::StartsWith(line, kTail) || !absl::EndsWith(line, "\n")) {
    return absl::InvalidArgumentError(absl::StrCat(
        part->path, ": expected a whole shard, found one whose end is missing: run it again"));
  }
  IAMSIM_ASSIGN_OR_RETURN(const auto document, JsonDocument::Parse(line, part->path));
  const JsonNode root = document->root();
  Tail& tail = part->tail;
  IAMSIM_ASSIGN_OR_RETURN(tail.questions, NumberOf(root, "end"));
  IAMSIM_ASSIGN_OR_RETURN(tail.run, RequiredString(root, "run"));
  IAMSIM_ASSIGN_OR_RETURN(tail.counts.questions, NumberOf(root, "questions"));
  IAMSIM_ASSIGN_OR_RETURN(tail.counts.failed, NumberOf(root, "failed"));
  for (const DecisionKind kind : kKinds) {
    IAMSIM_ASSIGN_OR_RETURN(tail.counts.by_kind[static_cast<std::size_t>(kind)],
                            NumberOf(root, DecisionName(kind)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Part>> Open(const std::string& path) {
  auto part = std::make_unique<Part>();
  part->path = path;
  part->in.open(path, std::ios::binary);
  if (!part->in) return absl::NotFoundError(absl::StrCat(path, ": cannot open"));
  IAMSIM_RETURN_IF_ERROR(ReadHead(part.get()));
  IAMSIM_RETURN_IF_ERROR(ReadTail(part.get()));
  std::getline(part->in, part->line);
  return part;
}

// The parts by their numbers, or why they are not the parts of one audit.
absl::StatusOr<std::vector<std::unique_ptr<Part>>> OpenAll(const std::vector<std::string>& paths) {
  std::vector<std::unique_ptr<Part>> parts;
  for (const std::string& path : paths) {
    IAMSIM_ASSIGN_OR_RETURN(std::unique_ptr<Part> part, Open(path));
    const std::size_t count = part->shard.count;
    if (parts.empty()) parts.resize(count);
    const Part* first = nullptr;
    for (const auto& other : parts) {
      if (other != nullptr) first = other.get();
    }
    if (first != nullptr &&
        (count != first->shard.count || part->format != first->format ||
         part->tail.run != first->tail.run || part->tail.questions != first->tail.questions)) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": expected a shard of the same audit as ", first->path,
                       " (questions, snapshot, options and format), found one of another"));
    }
    std::unique_ptr<Part>& place = parts[part->shard.index - 1];
    if (place != nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": expected each shard once, found ",
                                                     part->shard.index, "/", count, " also in ",
                                                     place->path));
    }
    place = std::move(part);
  }
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == nullptr) missing.push_back(absl::StrCat(i + 1, "/", parts.size()));
  }
  if (missing.empty()) return parts;
  return absl::InvalidArgumentError(
      absl::StrCat("expected all shards of the audit, missing ", absl::StrJoin(missing, ", ")));
}

absl::Status Damaged(const Part& part) {
  return absl::DataLossError(absl::StrCat(part.path, ": expected the mark of a question, found `",
                                          part.line.substr(0, 80), "`: the shard is damaged"));
}

// Reads the mark of question `index`: the error that it names, or an empty text.
absl::StatusOr<std::string> ReadMark(std::size_t index, Part* part) {
  if (!absl::StartsWith(part->line, kMark)) return Damaged(*part);
  IAMSIM_ASSIGN_OR_RETURN(const auto document, JsonDocument::Parse(part->line, part->path));
  IAMSIM_ASSIGN_OR_RETURN(const std::size_t found, NumberOf(document->root(), "question"));
  if (found != index) return Damaged(*part);
  std::getline(part->in, part->line);
  const std::optional<JsonNode> error = document->root().Find("error");
  return error ? std::string(error->text()) : "";
}

}  // namespace

absl::StatusOr<AuditShard> ParseShard(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  AuditShard shard;
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &shard.index) &&
      absl::SimpleAtoi(parts[1], &shard.count) && IsPossible(shard)) {
    return shard;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("`--shard`: expected i/n with i from 1 to n, such as 2/7, found `", text, "`"));
}

std::string ShardHead(const AuditShard& shard, AuditFormat format) {
  JsonWriter out;
  out.BeginObject();
  AddNumber("shard", shard.index, &out);
  AddNumber("of", shard.count, &out);
  AddNumber("version", kVersion, &out);
  out.Member("format", AuditFormatName(format)).EndObject();
  return absl::StrCat(out.text(), "\n");
}

std::string ShardMark(std::size_t index, const absl::Status& status) {
  JsonWriter out;
  out.BeginObject();
  AddNumber("question", index, &out);
  if (!status.ok()) out.Member("error", Describe(status));
  out.EndObject();
  return absl::StrCat(out.text(), "\n");
}

std::string ShardTail(std::size_t questions, absl::string_view run, const DecisionCounts& counts) {
  JsonWriter out;
  out.BeginObject();
  AddNumber("end", questions, &out);
  out.Member("run", run);
  AddNumber("questions", counts.questions, &out);
  AddNumber("failed", counts.failed, &out);
  for (const DecisionKind kind : kKinds) AddNumber(DecisionName(kind), counts.of(kind), &out);
  out.EndObject();
  return absl::StrCat(out.text(), "\n");
}

absl::StatusOr<MergedAudit> MergeShards(const std::vector<std::string>& paths,
                                        absl::FunctionRef<bool(absl::string_view)> print,
                                        absl::FunctionRef<void(absl::string_view)> report) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::unique_ptr<Part>> parts, OpenAll(paths));
  MergedAudit merged{.format = parts.front()->format};
  for (const auto& part : parts) merged.counts.Add(part->tail.counts);
  std::string text = AuditHeader(merged.format);
  for (std::size_t index = 0; index < parts.front()->tail.questions; ++index) {
    Part& part = *parts[index % parts.size()];
    IAMSIM_ASSIGN_OR_RETURN(const std::string error, ReadMark(index, &part));
    if (!error.empty()) report(error);
    while (part.in && !absl::StartsWith(part.line, kMark) && !absl::StartsWith(part.line, kTail)) {
      absl::StrAppend(&text, part.line, "\n");
      if (text.size() >= kPiece) {
        if (!print(text)) return merged;
        text.clear();
      }
      std::getline(part.in, part.line);
    }
  }
  for (const auto& part : parts) {
    if (!absl::StartsWith(part->line, kTail)) return Damaged(*part);
  }
  print(text);
  return merged;
}

}  // namespace iamsim
