#pragma once

#include <string>
#include <vector>

namespace shuiheng::app {

enum class SampleEncoding { Utf8, Utf8Bom, Gb18030, Utf16 };

/// A raw file of the sample, in the shape its sender would use, and where it is imported to.
struct SampleFile {
    std::string name;
    std::string table;  ///< "readings" or a register
    std::string text;   ///< UTF-8; written in `encoding`
    SampleEncoding encoding = SampleEncoding::Utf8Bom;
};

/// In the order of import. The same bytes on every run and platform.
std::vector<SampleFile> sampleFiles();

/// A small network of the sample's town as EPANET reads it (示例数据).
std::string sampleNetwork();

/// What is made up, what is real, what to look at.
std::string sampleGuide();

}  // namespace shuiheng::app
