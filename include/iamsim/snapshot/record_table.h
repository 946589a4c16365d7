#ifndef IAMSIM_SNAPSHOT_RECORD_TABLE_H_
#define IAMSIM_SNAPSHOT_RECORD_TABLE_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/types/span.h"

namespace iamsim {

// Records that are all there, or that are made one by one when they are first asked for. A record
// keeps its address. Thread-safe to read.
template <class Record>
class RecordTable {
 public:
  RecordTable() = default;
  explicit RecordTable(std::vector<Record> records) : records_(std::move(records)) {}
  // `make(i)` is called at most once for each i < size, by one thread at a time.
  RecordTable(std::size_t size, std::function<Record(std::size_t)> make)
      : lazy_(std::make_unique<Lazy>(size, std::move(make))) {}

  std::size_t size() const { return lazy_ == nullptr ? records_.size() : lazy_->size; }
  const Record& operator[](std::size_t i) const {
    return lazy_ == nullptr ? records_[i] : lazy_->At(i);
  }
  // Makes those that are not made yet.
  absl::Span<const Record> All() const { return lazy_ == nullptr ? records_ : lazy_->All(); }

 private:
  struct Lazy {
    Lazy(std::size_t size_in, std::function<Record(std::size_t)> make_in)
        : size(size_in),
          make(std::move(make_in)),
          records(std::allocator<Record>().allocate(size)),
          is_made(new std::atomic<bool>[size]()) {}
    Lazy(const Lazy&) = delete;
    Lazy& operator=(const Lazy&) = delete;
    ~Lazy() {
      for (std::size_t i = 0; i < size; ++i) {
        if (is_made[i]) std::destroy_at(records + i);
      }
      std::allocator<Record>().deallocate(records, size);
    }

    const Record& At(std::size_t i) {
      if (!is_made[i].load(std::memory_order_acquire)) {
        const std::lock_guard<std::mutex> lock(mutex);
        Make(i);
      }
      return records[i];
    }

    absl::Span<const Record> All() {
      if (!all_are_made.load(std::memory_order_acquire)) {
        const std::lock_guard<std::mutex> lock(mutex);
        for (std::size_t i = 0; i < size; ++i) Make(i);
        all_are_made.store(true, std::memory_order_release);
      }
      return {records, size};
    }

    // Under the lock.
    void Make(std::size_t i) {
      if (is_made[i].load(std::memory_order_relaxed)) return;
      std::construct_at(records + i, make(i));
      is_made[i].store(true, std::memory_order_release);
    }

    std::size_t size;
    std::function<Record(std::size_t)> make;
    Record* records;  // untouched memory where a record is not made
    std::unique_ptr<std::atomic<bool>[]> is_made;
    std::atomic<bool> all_are_made = false;
    std::mutex mutex;
  };

  std::vector<Record> records_;
  std::unique_ptr<Lazy> lazy_;
};

class RecordIndex;  // engine/snapshot/record_index.h

// Records and what finds them.
template <class Record, class Index = RecordIndex>
struct IndexedRecords {
  RecordTable<Record> records;
  std::shared_ptr<const Index> index;
};

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_RECORD_TABLE_H_
