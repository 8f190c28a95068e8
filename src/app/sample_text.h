#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "app/sample_files.h"

/// How the senders of the sample's files write numbers, and in which bytes.
namespace shuiheng::app {

/// One CSV record with CRLF; the cells stand as they are.
std::string sampleRow(std::initializer_list<std::string> cells, char separator = ',');

std::string yesNo(bool value);
/// 7 -> 0007.
std::string padded(std::int64_t number, int width);
/// A whole number of 10^-scale units: (12345, 1) -> 1234.5.
std::string withPoint(std::int64_t units, int scale);
/// "12,345" in quotes, as a spreadsheet writes it into a CSV.
std::string withThousands(std::int64_t number);
/// １２３
std::string fullWidth(std::int64_t number);

/// The bytes of the file. GB18030 comes out the same on every platform: it is our own decoder read backwards.
std::string encodedSample(const SampleFile& file);

}  // namespace shuiheng::app
