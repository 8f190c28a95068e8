#include "app/sample_files.h"

#include <algorithm>

#include "app/sample_readings.h"
#include "app/sample_registers.h"
#include "embedded/sample.h"

namespace shuiheng::app {
namespace {

struct HandWritten {
    const char* name;
    const char* table;  ///< and the file's name in data/sample
    SampleEncoding encoding;
};

constexpr HandWritten kHandWritten[] = {
    {"08 水库.csv", "reservoir", SampleEncoding::Utf8Bom},
    {"09 水厂.csv", "plant", SampleEncoding::Gb18030},
    {"10 水量平衡.csv", "supply_balance", SampleEncoding::Utf8Bom},
    {"11 经济指标.csv", "economic_value", SampleEncoding::Gb18030},
    {"12 用水总量.csv", "water_use", SampleEncoding::Gb18030},
    {"13 样点灌区.csv", "irrigation_sample", SampleEncoding::Utf8Bom},
    {"14 灌区毛用水量.csv", "irrigation_class_use", SampleEncoding::Gb18030},
    {"15 再生水能力.csv", "reclaimed_capacity", SampleEncoding::Gb18030},
    {"16 再生水利用.csv", "reclaimed_use", SampleEncoding::Utf8Bom},
    {"17 污水处理量.csv", "sewage_treated", SampleEncoding::Gb18030},
    {"18 用水总量控制指标.csv", "control_indicator", SampleEncoding::Gb18030},
    {"30 企业名录.csv", "listed_enterprise", SampleEncoding::Gb18030},
    {"31 用水诊断和审计.csv", "water_assessment", SampleEncoding::Utf8Bom},
    {"32 节水改造.csv", "retrofit", SampleEncoding::Gb18030},
    {"38 合同节水.csv", "saving_contract", SampleEncoding::Gb18030},
    {"39 超标排水企业.csv", "problem_discharger", SampleEncoding::Gb18030},
    {"40 排水监控点.csv", "drainage_node", SampleEncoding::Utf8},
    {"41 工程项目.csv", "project_work", SampleEncoding::Gb18030},
    {"42 工程进展.csv", "project_stage", SampleEncoding::Gb18030},
    {"43 制度文件.csv", "document", SampleEncoding::Gb18030},
    {"44 文件进展.csv", "document_stage", SampleEncoding::Gb18030},
    {"45 应急演练.csv", "drill", SampleEncoding::Utf8Bom},
};

std::vector<SampleFile> handWrittenFiles() {
    std::vector<SampleFile> files;
    for (const HandWritten& one : kHandWritten) {
        std::string text;
        for (const embedded::File& file : embedded::sample()) {
            if (file.name == std::string(one.table) + ".csv") {
                for (const char letter : file.content) {
                    text += letter == '\n' ? "\r\n" : letter == '\r' ? "" : std::string(1, letter);
                }
            }
        }
        files.push_back({one.name, one.table, std::move(text), one.encoding});
    }
    return files;
}

}  // namespace

std::vector<SampleFile> sampleFiles() {
    const SampleModel model = sampleModel();
    const std::vector<SampleVisit> visits = sampleVisits(model);
    std::vector<SampleFile> files;
    for (auto part : {sampleRegisterFiles(model), handWrittenFiles(), sampleMeasureFiles(model),
                      sampleReadingFiles(model, visits), sampleTelemetryFiles(model, visits)}) {
        for (SampleFile& file : part) {
            files.push_back(std::move(file));
        }
    }
    // The numbers in the names say what has to be there first.
    std::sort(files.begin(), files.end(),
              [](const SampleFile& a, const SampleFile& b) { return a.name < b.name; });
    return files;
}

}  // namespace shuiheng::app
