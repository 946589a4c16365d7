#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "catalog/builtin_bytes.h"
#include "catalog/format.h"
#include "catalog/small_catalog.h"
#include "catalog/tables.h"
#include "support/catalog_reads.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Flipped(std::string bytes, std::size_t i, int bits) {
  bytes[i] = static_cast<char>(static_cast<unsigned char>(bytes[i]) ^ bits);
  return bytes;
}

// Builtin() does not check what it reads.
TEST(CatalogBytes, TheBuiltinOnesAreRight) {
  EXPECT_THAT(CheckCatalogBytes(BuiltinCatalogBytes()), IsOk());
}

TEST(CatalogBytes, ChecksumIsThatOfGzip) {
  EXPECT_EQ(catalog_format::Crc32("123456789"), 0xCBF43926u);
  EXPECT_EQ(catalog_format::Crc32(""), 0u);
}

TEST(CatalogBytes, EveryTruncationIsAnError) {
  const std::string bytes = SmallCatalogBytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_THAT(Catalog::Parse(absl::string_view(bytes).substr(0, size), "a.bin"),
                Fails(StartsWith("a.bin: offset ")))
        << size;
  }
  EXPECT_THAT(Catalog::Parse(bytes + '\0', "a.bin"), Fails(HasSubstr("offset 12")));
}

TEST(CatalogBytes, EveryChangedByteIsAnError) {
  const std::string bytes = SmallCatalogBytes();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int flip : {0x01, 0x20, 0x80, 0xFF}) {
      const std::string changed = Flipped(bytes, i, flip);
      ASSERT_THAT(Catalog::Parse(changed, "a.bin"), Fails(StartsWith("a.bin: offset "))) << i;
    }
  }
}

// A file that was made wrong, not damaged on its way: an error, or a catalog that answers.
TEST(CatalogBytes, ChangesUnderARightChecksumAreErrorsOrHarmless) {
  const std::string bytes = SmallCatalogBytes();
  int accepted = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int flip : {0x01, 0x02, 0x10, 0x20, 0x80, 0xFF}) {
      const std::string changed = Flipped(bytes, i, flip);
      const auto catalog = Catalog::Parse(WithChecksum(changed), "a.bin");
      if (!catalog.ok()) continue;
      ++accepted;
      ASSERT_EQ(ReadEverything(**catalog), "") << i << " ^ " << flip;
    }
  }
  EXPECT_GT(accepted, 100) << "the law was hardly tried";
}

// Where a section starts, and one field of one of its records.
std::size_t At(absl::string_view bytes, catalog_format::SectionId section, std::size_t offset) {
  catalog_format::Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header.sections[section].offset + offset;
}

std::string Patched(std::size_t offset, std::uint16_t value) {
  std::string bytes = SmallCatalogBytes();
  std::memcpy(&bytes[offset], &value, sizeof value);
  return WithChecksum(bytes);
}

TEST(CatalogBytes, ErrorsSayWhatIsWrongAndWhere) {
  using namespace catalog_format;
  const std::string bytes = SmallCatalogBytes();
  struct Case {
    std::size_t offset;
    std::uint16_t value;
    const char* message;
  };
  const Case cases[] = {
      {0, 0, "expected a catalog file made by tools/catalog"},
      {8, 7, "expected version 1, found 7"},
      {20, 7, "expected zeros"},
      {sizeof(Header) - 8, 0xFFF8, "expected a section inside the file"},
      {offsetof(Header, date), 0xFFFF, "expected a text"},
      {offsetof(Header, global_keys), 0xFFFF, "expected a list of keys"},
      {At(bytes, kTexts, 3), 0x0A0A, "expected a printable character"},
      {At(bytes, kServices, 8), 1, "expected the actions that follow"},
      {At(bytes, kServices, 16), 9, "expected the resource types that follow"},
      {At(bytes, kActions, 6), 1, "expected the service of the action"},
      {At(bytes, kActions, 8), 0xFFFF, "expected lists"},
      {At(bytes, kActions, 14), 5, "expected an access level"},
      {At(bytes, kTypes, 16), 0xFFFF, "expected a list of keys"},
      {At(bytes, kKeys, 8), 7, "expected a type of key"},
      {At(bytes, kUsePool, 0), 0xFFFF, "expected a resource type and its keys"},
      {At(bytes, kUseLists, 12), 0xFFFF, "expected a list inside its pool"},
      {At(bytes, kKeyPool, 0), 0xFFFF, "expected an id of this catalog"},
  };
  for (const Case& test : cases) {
    EXPECT_THAT(Catalog::Parse(Patched(test.offset, test.value), "a.bin"),
                Fails(HasSubstr(test.message)))
        << test.offset;
  }
}

TEST(CatalogBytes, ADamagedFileIsNamed) {
  EXPECT_THAT(Catalog::Read(SmallCatalogPath()), IsOk());
  const std::string json = IAMSIM_SOURCE_DIR "/tests/catalog/data/facts.json";
  EXPECT_THAT(Catalog::Read(json),
              Fails(StartsWith(absl::StrCat(json, ": offset 0: expected a catalog file"))));
  EXPECT_THAT(Catalog::Read("/nowhere/a.bin"), Fails(HasSubstr("/nowhere/a.bin")));
}

}  // namespace
}  // namespace iamsim
