#include "app/sample_files.h"

#include "app/sample_readings.h"
#include "app/sample_registers.h"

namespace shuiheng::app {

std::vector<SampleFile> sampleFiles() {
    const SampleModel model = sampleModel();
    std::vector<SampleFile> files = sampleRegisterFiles(model);
    for (auto part : {sampleAccountFiles(), sampleReadingFiles(model)}) {
        for (SampleFile& file : part) {
            files.push_back(std::move(file));
        }
    }
    return files;
}

std::string sampleGuide() {
    return "# 固阳县示例（示例数据）\n\n"
           "**本文件夹的全部数字都由程序按固定规则生成，不是固阳县的实际情况，不得作为依据。**\n\n"
           "- 编造的：用水户、水表、读数、许可、机井、经济与用水数字、管网、位置（示意）。\n"
           "- 真实的：六个镇的名称和代码、方案原文及其点名的单位和工程。没有公开数据的（水库库容等）留空。\n"
           "- `原始数据/`：供水公司和各部门报来的样子；`固阳县示例.gpkg` "
           "由这些文件逐个导入而成；`network.inp`：可用 EPANET 打开的小管网。\n\n"
           "## 看什么\n\n"
           "| 文件 | 里面的坑 | 程序在哪里列出 |\n|---|---|---|\n"
           "| 20 用水量 2021 | 一月一列、标题里写单位、合计行 | 导入结果：跳过的行 |\n"
           "| 21 抄表明细 2022–2025 | 每年日期写法不同；`'` 与制表符护着的表号；户号前导零；倍率 "
           "10；小计、合计行 | 导入结果 |\n"
           "| 21 抄表明细 2023 | 5 位表过零（示例一号小学）；两行导出两遍 | 批次的发现项 "
           "READING_ROLLOVER、READING_DUPLICATE |\n"
           "| 21 抄表明细 2024 | 换表（示例二号中学，5 月）；估抄（示例一号小学，7 月）及 8 "
           "月补正；全角数字；一行两遍 | METER_CHANGED、READING_ESTIMATED、READING_TRUE_UP |\n"
           "| 21 抄表明细 2025 | 千分位；换表未登记、读数倒退（示例农贸市场，9 月）；估抄（居民小区12，7 "
           "月）；两行拒收：2 月 30 日、1.23E+19 | READING_BACKWARD；`shuiheng rejects` |\n"
           "| 22 企业分表 | 二、三级表在总表之后，不重复计入用水量 | `shuiheng explain … m23` |\n"
           "| 23 自备水源取水量 | 万m³、分号分隔、“2021年1月” | 导入结果 |\n"
           "| 25 出厂在线 2025 | 每小时一行，缺三段；一个是 UTF-16 制表符分隔 | READING_GAP |\n\n"
           "考核结果：漏损率 2023 年 11.6 %、2024 年 9.7 % 达标，2025 年 8.6 % 差一点；另一口径（CJJ 92 "
           "漏损率）低得多。"
           "2025 年 5000 m³ 以上的用水户有两户未在线（示例洗车行、示例农贸市场）。再生水能力 2025 年差 3 "
           "万m³。"
           "灌溉系数加权平均与算术平均不同。2025 年经济数据只有初步核算。\n\n"
           "重新生成：`shuiheng sample 文件夹`（同一版本每次生成的文件逐字节相同）。\n\n"
           "# Sample county\n\n"
           "**Every number here is made up by a fixed rule (示例数据, sample data) and says nothing about "
           "the real county.**\n\n"
           "- Made up: users, meters, readings, permits, wells, economy and water use, the network, all "
           "positions.\n"
           "- Real: the names and codes of the six towns, the plan's text and the bodies and works it names. "
           "What nobody\n"
           "  published (reservoir capacities) is left blank.\n"
           "- `原始数据/` holds the raw files as their senders write them; `固阳县示例.gpkg` was filled by "
           "importing them one by\n"
           "  one; `network.inp` is a small network for EPANET.\n\n"
           "What to look at: month columns with the unit in a title (2021); dates, guarded ids and digits "
           "written differently\n"
           "every year; a five-digit register passing zero and rows exported twice (2023); a change of "
           "meter, an estimate and\n"
           "its true-up (2024); an unrecorded change that reads backward and two refused rows (2025); "
           "sub-meters that must not\n"
           "count twice; hourly telemetry with holes. `shuiheng batches` and `shuiheng rejects` list them "
           "all.\n\n"
           "Leakage is 11.6 % in 2023 and 9.7 % in 2024 (met), 8.6 % in 2025 (missed narrowly); the CJJ 92 "
           "rate is far lower.\n"
           "Two users above 5,000 m³ are not online in 2025. The economy of 2025 exists as a first estimate "
           "only.\n\n"
           "Made again by `shuiheng sample DIR`: the same version writes the same bytes.\n";
}

}  // namespace shuiheng::app
