#ifndef IAMSIM_BASE_ORDERED_WORK_H_
#define IAMSIM_BASE_ORDERED_WORK_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"

namespace iamsim {

// One for each core of this machine, at least one.
inline std::size_t CoreCount() { return std::max(1U, std::thread::hardware_concurrency()); }

// Work on a sequence of items by several threads, its results delivered in the sequence's order.
// Holds at most `window` items and results, however long the sequence is. Item and Result are
// movable.
//  * `pull` gives the next item, none at the end; called by the thread that calls Run().
//  * `work` turns an item into a result; called by many threads at a time.
//  * `deliver` takes the results in order, one at a time, by any thread; false ends the work.
// With one thread everything is called by the thread that calls Run(), item by item.
template <class Item, class Result>
class OrderedWork {
 public:
  using Pull = absl::FunctionRef<std::optional<Item>()>;
  using Work = absl::FunctionRef<Result(Item)>;
  using Deliver = absl::FunctionRef<bool(Result)>;

  // Four items for each thread are enough that none waits for the delivery of a slow one.
  explicit OrderedWork(std::size_t threads) : OrderedWork(threads, 4 * threads) {}
  OrderedWork(std::size_t threads, std::size_t window)
      : threads_(threads), slots_(std::max(window, threads)) {}

  // Once. Returns when everything is delivered, or `deliver` has ended it.
  void Run(Pull pull, Work work, Deliver deliver) {
    if (threads_ <= 1) {
      while (std::optional<Item> item = pull()) {
        if (!deliver(work(*std::move(item)))) return;
      }
      return;
    }
    std::vector<std::jthread> threads;
    threads.reserve(threads_);
    for (std::size_t i = 0; i < threads_; ++i) {
      threads.emplace_back([this, work, deliver] { Serve(work, deliver); });
    }
    Feed(pull);
  }

 private:
  struct Slot {
    std::optional<Item> item;
    std::optional<Result> result;
  };
  Slot& SlotOf(std::size_t number) { return slots_[number % slots_.size()]; }

  void Feed(Pull pull) {
    bool stopped = false;
    while (!stopped) {
      std::optional<Item> item = pull();
      std::unique_lock lock(mutex_);
      if (!item) break;
      has_room_.wait(lock, [this] { return stopped_ || pulled_ - delivered_ < slots_.size(); });
      SlotOf(pulled_++).item = std::move(item);
      stopped = stopped_;
      has_item_.notify_one();
    }
    const std::lock_guard lock(mutex_);
    is_complete_ = true;
    has_item_.notify_all();
  }

  void Serve(Work work, Deliver deliver) {
    std::unique_lock lock(mutex_);
    while (true) {
      has_item_.wait(lock, [this] { return stopped_ || taken_ < pulled_ || is_complete_; });
      if (stopped_ || taken_ == pulled_) return;
      Slot& slot = SlotOf(taken_++);
      Item item = *std::exchange(slot.item, std::nullopt);
      lock.unlock();
      Result result = work(std::move(item));
      lock.lock();
      slot.result = std::move(result);
      if (!is_delivering_) DeliverReady(deliver, lock);
    }
  }

  // Whoever finishes the first outstanding result delivers it, and what is ready behind it.
  void DeliverReady(Deliver deliver, std::unique_lock<std::mutex>& lock) {
    is_delivering_ = true;
    while (!stopped_ && SlotOf(delivered_).result) {
      Result result = *std::exchange(SlotOf(delivered_).result, std::nullopt);
      lock.unlock();
      const bool goes_on = deliver(std::move(result));
      lock.lock();
      ++delivered_;
      if (!goes_on) {
        stopped_ = true;
        has_item_.notify_all();
      }
      has_room_.notify_one();
    }
    is_delivering_ = false;
  }

  std::size_t threads_;
  std::mutex mutex_;
  std::condition_variable has_item_;
  std::condition_variable has_room_;
  std::vector<Slot> slots_;
  std::size_t pulled_ = 0;
  std::size_t taken_ = 0;
  std::size_t delivered_ = 0;
  bool is_complete_ = false;
  bool is_delivering_ = false;
  bool stopped_ = false;
};

}  // namespace iamsim

#endif  // IAMSIM_BASE_ORDERED_WORK_H_
