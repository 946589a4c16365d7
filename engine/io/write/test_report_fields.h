#ifndef IAMSIM_ENGINE_IO_WRITE_TEST_REPORT_FIELDS_H_
#define IAMSIM_ENGINE_IO_WRITE_TEST_REPORT_FIELDS_H_

#include "iamsim/base/json_writer.h"
#include "iamsim/io/write_test_report.h"

namespace iamsim {

// "passed", "failed", "skipped" and "cases", of an object that has begun.
void WriteReportFields(const CaseResults& results, JsonWriter& out);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_TEST_REPORT_FIELDS_H_
