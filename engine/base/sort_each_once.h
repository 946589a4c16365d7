#ifndef IAMSIM_ENGINE_BASE_SORT_EACH_ONCE_H_
#define IAMSIM_ENGINE_BASE_SORT_EACH_ONCE_H_

#include <algorithm>
#include <vector>

namespace iamsim {

// Sorts `items` and keeps one of those that are equal.
template <class Item>
void SortEachOnce(std::vector<Item>* items) {
  std::sort(items->begin(), items->end());
  items->erase(std::unique(items->begin(), items->end()), items->end());
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_SORT_EACH_ONCE_H_
