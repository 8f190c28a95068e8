#include <array>

#include "app/sample_readings.h"
#include "app/sample_registers.h"
#include "app/sample_text.h"

namespace shuiheng::app {
namespace {

/// What meters measure is left blank: it comes from them.
std::string balanceFile() {
    std::string text =
        "年份,供水单位,自产供水量(m³),外购供水量(m³),转供水量(m³),计费计量用水量(m³),计费未计量用水量(m³),"
        "免费计量用水量(m³),免费未计量用水量(m³),明漏(m³),暗漏(m³),"
        "背景漏失(m³),水箱水池渗漏和溢流(m³),居民总分表差损失(m³),非居民表具误差损失(m³),其他损失(m³),"
        "居民抄表到户水量(m³),DN75及以上管长(km),接户数,户内管长(km),"
        "年平均出厂压力(MPa),管网平均压力(m),最大冻土深度(m),备注\r\n";
    for (int year = kSampleFirstYear; year <= kSampleLastYear; ++year) {
        const int better = year - kSampleFirstYear;
        text += sampleRow({std::to_string(year),
                           "固盛供水公司",
                           "",
                           "",
                           "0",
                           "",
                           std::to_string(kSampleBilledUnmeteredM3),
                           "0",
                           std::to_string(kSampleFreeUnmeteredM3),
                           std::to_string(46000 - 5000 * better),
                           std::to_string(52000 - 6000 * better),
                           "12000",
                           "2000",
                           "16000",
                           "8000",
                           "5000",
                           "",
                           std::to_string(93 + better),
                           std::to_string(6000 + 80 * better),
                           "0",
                           "0.34",
                           "31",
                           "1.9",
                           "示例数据"});
    }
    return text;
}

/// Indices of 2021–2025 (上年=1), each once as 初步核算 and, where the year is settled, as 最终核实.
std::string economyFile() {
    struct Series {
        const char* kind;
        const char* scope;
        const char* preliminary;
        const char* base;
        std::array<const char*, 5> early;
        std::array<const char*, 5> settled;
        std::array<int, 5> currentWan;
    };
    constexpr std::array<Series, 2> kSeries = {{{"GDP",
                                                 "",
                                                 "598000",
                                                 "600000",
                                                 {"1.048", "1.060", "1.068", "1.081", "1.060"},
                                                 {"1.050", "1.060", "1.070", "1.080", ""},
                                                 {655000, 702000, 748000, 806000, 851000}},
                                                {"工业增加值",
                                                 "全部工业",
                                                 "209000",
                                                 "210000",
                                                 {"1.058", "1.070", "1.079", "1.091", "1.070"},
                                                 {"1.060", "1.070", "1.080", "1.090", ""},
                                                 {238000, 259000, 274000, 301000, 322000}}}};
    std::string text = "年份,指标,数值(万元),价格口径,可比价指数(上年=1),数据版本,发布日期,范围,来源\r\n";
    for (const Series& series : kSeries) {
        text += sampleRow({"2020", series.kind, series.preliminary, "2020年不变价", "", "初步核算",
                           "2021-02-20", series.scope, "示例数据"});
        text += sampleRow({"2020", series.kind, series.base, "2020年不变价", "", "最终核实", "2021-12-20",
                           series.scope, "示例数据"});
        for (int year = 2021; year <= kSampleLastYear; ++year) {
            const auto at = static_cast<std::size_t>(year - 2021);
            const std::string y = std::to_string(year);
            const std::string after = std::to_string(year + 1);
            text += sampleRow({y, series.kind, std::to_string(series.currentWan[at]), "当年价", "",
                               "初步核算", after + "-02-20", series.scope, "示例数据"});
            text += sampleRow({y, series.kind, "", "2020年不变价", series.early[at], "初步核算",
                               after + "-02-20", series.scope, "示例数据"});
            if (series.settled[at][0] != '\0') {
                text += sampleRow({y, series.kind, "", "2020年不变价", series.settled[at], "最终核实",
                                   after + "-12-20", series.scope, "示例数据"});
            }
        }
    }
    return text;
}

/// 万m³ by sector and source, 2020–2025.
std::string waterUseFile() {
    struct Use {
        const char* sector;
        const char* source;
        std::array<int, 6> wan;
    };
    constexpr std::array<Use, 7> kUses = {{{"生活", "地下水", {420, 424, 428, 430, 433, 436}},
                                           {"公共服务", "地下水", {100, 101, 102, 102, 103, 104}},
                                           {"工业", "地下水", {440, 432, 425, 412, 398, 384}},
                                           {"工业", "黄河水", {200, 200, 200, 198, 198, 196}},
                                           {"农业", "地下水", {3480, 3440, 3400, 3330, 3270, 3200}},
                                           {"生态", "地表水", {110, 112, 114, 118, 121, 124}},
                                           {"工业", "再生水", {40, 52, 66, 96, 121, 146}}}};
    std::string text = "年份,行业,水源,用水量(万m³),备注\r\n";
    for (int year = 2020; year <= kSampleLastYear; ++year) {
        for (const Use& use : kUses) {
            text += sampleRow({std::to_string(year), use.sector, use.source,
                               std::to_string(use.wan[static_cast<std::size_t>(year - 2020)]), "示例数据"});
        }
    }
    return text;
}

/// The plain mean of the 2025 samples is far better than their mean weighted by water: only the latter
/// counts.
std::string irrigationFile() {
    struct Sample {
        const char* name;
        const char* kind;
        int areaMu;
        int grossM3;
        std::array<int, 3> netPerMille;  // of 2023, 2024, 2025
    };
    constexpr std::array<Sample, 4> kSamples = {{{"示例样点一", "低压管道", 620, 120000, {835, 850, 860}},
                                                 {"示例样点二", "微灌", 1180, 200000, {815, 820, 830}},
                                                 {"示例样点三", "渠道防渗", 1260, 300000, {670, 685, 700}},
                                                 {"示例样点四", "喷灌", 700, 150000, {760, 770, 780}}}};
    std::string text = "年份,样点灌区,灌区类型,细分类型,净灌溉水量(m³),毛灌溉水量(m³),面积(亩)\r\n";
    for (int year = 2023; year <= kSampleLastYear; ++year) {
        for (const Sample& sample : kSamples) {
            const int net = sample.grossM3 / 1000 * sample.netPerMille[static_cast<std::size_t>(year - 2023)];
            text +=
                sampleRow({std::to_string(year), sample.name, "纯井灌区", sample.kind, std::to_string(net),
                           std::to_string(sample.grossM3), std::to_string(sample.areaMu)});
        }
    }
    return text;
}

std::string irrigationClassFile() {
    struct Use {
        const char* kind;
        std::array<int, 3> wan;
    };
    constexpr std::array<Use, 4> kUses = {{{"低压管道", {470, 475, 480}},
                                           {"微灌", {700, 760, 800}},
                                           {"渠道防渗", {1420, 1300, 1200}},
                                           {"喷灌", {620, 615, 600}}}};
    std::string text = "年份,灌区类型,细分类型,毛灌溉水量(万m³)\r\n";
    for (int year = 2023; year <= kSampleLastYear; ++year) {
        for (const Use& use : kUses) {
            text += sampleRow({std::to_string(year), "纯井灌区", use.kind,
                               std::to_string(use.wan[static_cast<std::size_t>(year - 2023)])});
        }
    }
    return text;
}

}  // namespace

std::vector<SampleFile> sampleAccountFiles() {
    return {{"10 水量平衡.csv", "supply_balance", balanceFile(), SampleEncoding::Utf8Bom},
            {"11 经济指标.csv", "economic_value", economyFile(), SampleEncoding::Gb18030},
            {"12 用水总量.csv", "water_use", waterUseFile(), SampleEncoding::Gb18030},
            {"13 样点灌区.csv", "irrigation_sample", irrigationFile(), SampleEncoding::Utf8Bom},
            {"14 灌区毛用水量.csv", "irrigation_class_use", irrigationClassFile(), SampleEncoding::Gb18030},
            {"15 再生水能力.csv", "reclaimed_capacity",
             "设施名称,投产年份,年配置利用能力(万m³),类别,证明材料\r\n"
             "示例中水回用一期,2023,31.5,新增,示例验收单1\r\n示例中水回用二期,2024,26,新增,"
             "示例验收单2\r\n示例园区回用,2025,22,新增,示例验收单3\r\n",
             SampleEncoding::Gb18030},
            {"16 再生水利用.csv", "reclaimed_use",
             "年份,设施名称,用途,利用量(万m³),计入利用量\r\n"
             "2023,示例中水回用一期,工业,96,是\r\n2023,示例生活污水处理站,排入河道,80,否\r\n2024,"
             "示例中水回用一期,工业,121,是\r\n2024,示例生活污水处理站,排入河道,62,否\r\n"
             "2025,示例中水回用一期,工业,90,是\r\n2025,示例中水回用二期,工业,56,是\r\n2025,示例中水回用二期,"
             "生态,8,是\r\n2025,示例生活污水处理站,厂内自用,3,否\r\n",
             SampleEncoding::Utf8Bom},
            {"17 污水处理量.csv", "sewage_treated",
             "年份,污水处理厂,处理量(万m³)\r\n"
             "2023,示例生活污水处理站,195\r\n2023,示例园区污水处理厂,88\r\n2024,示例生活污水处理站,"
             "201\r\n2024,示例园区污水处理厂,92\r\n"
             "2025,示例生活污水处理站,206\r\n2025,示例园区污水处理厂,95\r\n",
             SampleEncoding::Utf8Bom}};
}

}  // namespace shuiheng::app
