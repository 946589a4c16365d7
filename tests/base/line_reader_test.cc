#include "iamsim/base/line_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include "base/failing_buffer.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Result = LineReader::Result;

// Every line, "<too long>" for one beyond the limit.
std::vector<std::string> ReadAll(const std::string& text, std::size_t max_bytes) {
  std::istringstream in(text);
  LineReader reader(in, max_bytes);
  std::vector<std::string> lines;
  absl::string_view line;
  for (;;) {
    const Result result = reader.Next(&line);
    if (result == Result::kEnd) return lines;
    EXPECT_TRUE(result == Result::kLine || line.empty());
    lines.push_back(result == Result::kLine ? std::string(line) : "<too long>");
    EXPECT_EQ(reader.line_number(), lines.size());
  }
}

TEST(LineReaderTest, SplitsAtLineFeedsWithOrWithoutCarriageReturns) {
  EXPECT_THAT(ReadAll("", 10), IsEmpty());
  EXPECT_THAT(ReadAll("a", 10), ElementsAre("a"));
  EXPECT_THAT(ReadAll("a\n", 10), ElementsAre("a"));
  EXPECT_THAT(ReadAll("a\nb", 10), ElementsAre("a", "b"));
  EXPECT_THAT(ReadAll("\n\na\n\n", 10), ElementsAre("", "", "a", ""));
  EXPECT_THAT(ReadAll("a\r\nb\r\n\r\n", 10), ElementsAre("a", "b", ""));
  EXPECT_THAT(ReadAll("a\rb\n\rc\n", 10), ElementsAre("a\rb", "\rc"));
  EXPECT_THAT(ReadAll(std::string("a\0b\n", 4), 10), ElementsAre(std::string("a\0b", 3)));
}

TEST(LineReaderTest, TheLimitCountsTheLineWithoutItsEnd) {
  EXPECT_THAT(ReadAll("1234\n12345\n1\n", 4), ElementsAre("1234", "<too long>", "1"));
  EXPECT_THAT(ReadAll("1234\r\n12345\r\n1\r\n", 4), ElementsAre("1234", "<too long>", "1"));
  EXPECT_THAT(ReadAll("1234\r", 4), ElementsAre("1234"));
  EXPECT_THAT(ReadAll("12345", 4), ElementsAre("<too long>"));
  EXPECT_THAT(ReadAll("\n1\n", 0), ElementsAre("", "<too long>"));
}

TEST(LineReaderTest, LinesMayCrossBlocks) {
  const std::string first(100000, 'a');
  const std::string second(70000, 'b');
  EXPECT_THAT(ReadAll(first + "\r\n" + second + "\nend", 200000),
              ElementsAre(first, second, "end"));
  // The line end itself is split: the CR ends the first block of 64 KiB.
  const std::string block(65535, 'c');
  EXPECT_THAT(ReadAll(block + "\r\nend", 65535), ElementsAre(block, "end"));
}

// `size` times 'x', then "\nok\n".
class GeneratedBuffer : public std::streambuf {
 public:
  explicit GeneratedBuffer(std::size_t size) : left_(size) { piece_.fill('x'); }

 protected:
  int_type underflow() override {
    if (left_ > 0) {
      const std::size_t size = std::min(left_, piece_.size());
      left_ -= size;
      setg(piece_.data(), piece_.data(), piece_.data() + size);
    } else if (!ended_) {
      ended_ = true;
      setg(end_.data(), end_.data(), end_.data() + end_.size());
    } else {
      return traits_type::eof();
    }
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::size_t left_;
  bool ended_ = false;
  std::array<char, 8192> piece_;
  std::string end_ = "\nok\n";
};

TEST(LineReaderTest, MemoryIsBoundedHoweverLongALineIs) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
  GeneratedBuffer buffer(std::size_t{64} << 20);
  std::istream in(&buffer);
  LineReader reader(in, kMaxBytes);
  absl::string_view line;
  EXPECT_EQ(reader.Next(&line), Result::kTooLong);
  EXPECT_EQ(line, "");
  EXPECT_LE(reader.memory(), 2 * kMaxBytes);
  EXPECT_EQ(reader.Next(&line), Result::kLine);
  EXPECT_EQ(line, "ok");
  EXPECT_EQ(reader.line_number(), 2U);
  EXPECT_EQ(reader.Next(&line), Result::kEnd);
  EXPECT_TRUE(in.eof());
  EXPECT_FALSE(in.bad());
}

// Gives one line and fails the test when it is asked for more before that line was delivered.
class InteractiveBuffer : public std::streambuf {
 public:
  bool may_ask_again = false;

 protected:
  int_type underflow() override {
    if (given_) {
      EXPECT_TRUE(may_ask_again) << "waits for input although a line is complete";
      return traits_type::eof();
    }
    given_ = true;
    setg(line_.data(), line_.data(), line_.data() + line_.size());
    return traits_type::to_int_type(*gptr());
  }

 private:
  bool given_ = false;
  std::string line_ = "question\n";
};

TEST(LineReaderTest, DeliversALineBeforeItAsksForMore) {
  InteractiveBuffer buffer;
  std::istream in(&buffer);
  LineReader reader(in, 100);
  absl::string_view line;
  EXPECT_EQ(reader.Next(&line), Result::kLine);
  EXPECT_EQ(line, "question");
  buffer.may_ask_again = true;
  EXPECT_EQ(reader.Next(&line), Result::kEnd);
}

TEST(LineReaderTest, AFailedReadEndsTheLinesAndMarksTheStream) {
  FailingBuffer buffer;
  std::istream in(&buffer);
  LineReader reader(in, 100);
  absl::string_view line;
  EXPECT_EQ(reader.Next(&line), Result::kEnd);
  EXPECT_TRUE(in.bad());
}

}  // namespace
}  // namespace iamsim
