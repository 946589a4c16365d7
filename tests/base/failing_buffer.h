#ifndef IAMSIM_TESTS_BASE_FAILING_BUFFER_H_
#define IAMSIM_TESTS_BASE_FAILING_BUFFER_H_

#include <stdexcept>
#include <streambuf>

namespace iamsim {

// Fails as libstdc++'s streams do when read(2) does.
class FailingBuffer : public std::streambuf {
 protected:
  int_type underflow() override { throw std::runtime_error("cable pulled"); }
};

}  // namespace iamsim

#endif  // IAMSIM_TESTS_BASE_FAILING_BUFFER_H_
