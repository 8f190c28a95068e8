#pragma once

#include <string>
#include <vector>

namespace shuiheng::app {

/// A raw file of the sample, in the shape its sender would use, and where it is imported to.
struct SampleFile {
    std::string name;
    std::string table;  ///< "readings" or a register
    std::string text;   ///< UTF-8
    bool gb18030 = false;
};

/// In the order of import. The same bytes on every run and platform.
std::vector<SampleFile> sampleFiles();

}  // namespace shuiheng::app
