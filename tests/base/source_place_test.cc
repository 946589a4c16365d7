#include "iamsim/base/source_place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

struct PlaceCase {
  SourcePlace place;
  std::string shown;
};

TEST(SourcePlaceTest, ShowsOnlyTheKnownParts) {
  const SourcePosition position = {.offset = 40, .line = 3, .column = 5};
  const std::vector<PlaceCase> rows = {
      {{}, ""},
      {{.file = "a.json"}, "a.json"},
      {{.pointer = "/a/0"}, "/a/0"},
      {{.position = position}, "3:5"},
      {{.file = "-", .position = position}, "-:3:5"},
      {{.file = "a.json", .pointer = "/a/0"}, "a.json: /a/0"},
      {{.pointer = "/a/0", .position = position}, "3:5: /a/0"},
      {{.file = "a.json", .pointer = "/a/0", .position = position}, "a.json:3:5: /a/0"},
  };
  for (const PlaceCase& row : rows) {
    SCOPED_TRACE(row.shown);
    EXPECT_EQ(ToString(row.place), row.shown);
    const absl::Status status = SourceError(row.place, "expected x");
    EXPECT_EQ(Describe(status), row.shown.empty() ? "expected x" : row.shown + ": expected x");
  }
}

TEST(SourcePlaceTest, AStatusGivesBackItsPlace) {
  const SourcePlace place = {
      .file = "dir/a b.json",
      .pointer = "/x~1y/0",
      .position = SourcePosition{.offset = std::numeric_limits<std::uint64_t>::max(),
                                 .line = std::numeric_limits<std::uint32_t>::max(),
                                 .column = 7}};
  const absl::Status status = SourceError(place, "expected x");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "expected x");
  const std::optional<SourcePlace> back = PlaceOf(status);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->file, place.file);
  EXPECT_EQ(back->pointer, place.pointer);
  EXPECT_EQ(back->position, place.position);
}

TEST(SourcePlaceTest, AnEmptyPlaceIsStillAPlace) {
  const std::optional<SourcePlace> place = PlaceOf(SourceError({}, "expected x"));
  ASSERT_TRUE(place.has_value());
  EXPECT_EQ(place->file, "");
  EXPECT_EQ(place->pointer, "");
  EXPECT_EQ(place->position, std::nullopt);
}

TEST(SourcePlaceTest, OtherStatusesHaveNoPlace) {
  EXPECT_EQ(PlaceOf(absl::OkStatus()), std::nullopt);
  EXPECT_EQ(PlaceOf(absl::InvalidArgumentError("expected x")), std::nullopt);
  EXPECT_EQ(Describe(absl::NotFoundError("a.json: no such file")), "a.json: no such file");
}

TEST(SourcePlaceTest, InFileNamesTheFileOnlyWhereNoneIsKnown) {
  const SourcePosition position = {.offset = 1, .line = 1, .column = 2};
  EXPECT_EQ(Describe(InFile(SourceError({.pointer = "/a", .position = position}, "expected x"),
                            "b.json")),
            "b.json:1:2: /a: expected x");
  EXPECT_EQ(Describe(InFile(SourceError({.file = "a.json"}, "expected x"), "b.json")),
            "a.json: expected x");
  const absl::Status plain = InFile(absl::NotFoundError("no such thing"), "b.json");
  EXPECT_EQ(Describe(plain), "b.json: no such thing");
  EXPECT_EQ(plain.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(InFile(absl::OkStatus(), "b.json"), IsOk());
}

TEST(SourcePlaceTest, WhatAPersonReadsIsOneLineWithoutTerminalEscapes) {
  EXPECT_EQ(Describe(SourceError({.file = "a\nb", .pointer = "/c\x1B[31m"}, "found `\r\t\x7F`")),
            "a\\nb: /c\\u001b[31m: found `\\u000d\\t\\u007f`");
  EXPECT_EQ(Describe(SourceError({}, "found `é…`")), "found `é…`");
}

TEST(SourcePlaceTest, ShiftMovesColumnsOnlyOnTheFirstLine) {
  const SourcePosition outer = {.offset = 100, .line = 7, .column = 20};
  EXPECT_EQ(Shift(outer, {.offset = 0, .line = 1, .column = 1}), outer);
  EXPECT_EQ(Shift(outer, {.offset = 4, .line = 1, .column = 5}),
            (SourcePosition{.offset = 104, .line = 7, .column = 24}));
  EXPECT_EQ(Shift(outer, {.offset = 9, .line = 3, .column = 2}),
            (SourcePosition{.offset = 109, .line = 9, .column = 2}));
}

// RFC 6901, section 5.
TEST(SourcePlaceTest, PointersEscapeTildeAndSlash) {
  EXPECT_EQ(JoinPointer("", "foo"), "/foo");
  EXPECT_EQ(JoinPointer("/foo", "0"), "/foo/0");
  EXPECT_EQ(JoinPointer("", ""), "/");
  EXPECT_EQ(JoinPointer("", "a/b"), "/a~1b");
  EXPECT_EQ(JoinPointer("", "m~n"), "/m~0n");
  EXPECT_EQ(JoinPointer("/a~1b", "~1"), "/a~1b/~01");
}

}  // namespace
}  // namespace iamsim
