#include "app/sample_files.h"

namespace shuiheng::app {

std::string sampleGuide() {
    return R"md(# 固阳县示例（示例数据）

**本文件夹的全部数字和事件都是编造的，不是固阳县的实际情况，不得作为依据。**

- 真实的：六个镇、80 个村（社区）的名称和统计用代码；方案原文及其点名的单位、工程和文件的名称。
- 编造的：用水户、水表、读数、许可、计划、机井、名录、证书、检查、合同、工程和文件的进展、月调度、经济与用水数字、管网。
- 示意的：县界、镇界、分区和所有位置。轮廓由我们自己画，大小和位置大致相当（约 5050 km²），没有可以自由使用的县界；
  用本单位的边界替换：`shuiheng import towns 项目 文件.csv`，边界列为 WKT，坐标 EPSG:4490。
- 没有公开数据的（水库库容、投资等）留空。

`原始数据/` 是供水公司和各部门报来的样子（GB18030、UTF-8、UTF-16 都有），`固阳县示例.gpkg` 由这些文件按文件名前的编号逐个导入而成；
`network.inp` 是可用 EPANET 打开的小管网。

## 怎样生成

`shuiheng sample 文件夹`。每个数字由固定种子的 splitmix64 得出，种子取自对象的编号和日期，与生成顺序无关；同一版本在任何机器上生成的文件逐字节相同。
短表（名录、合同、工程、文件、经济、用水等）是手写的，在源代码的 `data/sample/`；长表由 `src/app/sample_*.cpp` 生成：

- 约 3000 户：供水公司客户（24 户有名有姓的、340 家商户、42 家单位、2460 户居民）、自备水源 149 户（企业、合作社、73 个村镇供水站）。
- 约 5200 只水表：5000 多只按月抄到 2025 年底，198 只从 2025 年起按小时（远传小区、大用户、分区进口、水厂两只）。
- 每只表的用水 = 平均水量 × 季节 × 少许随机；供水量由用水量和设定的漏损率倒推，所以漏损率是设定的，其余由数据算出。

## 看什么

| 文件 | 里面的坑 | 程序在哪里列出 |
|---|---|---|
| 01 用水户、18 控制指标、30 企业名录等 | 标题行、单位行；“合计”在控制指标里是一个值，不是合计行 | 导入结果 |
| 03 取水许可、44 文件进展、46 月调度报送 | 各有一行拒收：状态写“已过期”、13 月、不存在的单位 | `shuiheng rejects` |
| 06 机井用电 | 一个月的用电量没填：2023 年机井水量数据不足 | `shuiheng explain … well_irrigation_water` |
| 13 样点灌区 | 简单平均与加权平均不同；2023 年一个样点没有净水量 | `shuiheng explain … m28` |
| 17 污水处理量 | 全角数字；2024 年一个厂没报 | `shuiheng explain … reclaimed_utilisation` |
| 20 用水量 2022 | 一月一列、标题里写单位、合计行 | 导入结果：跳过的行 |
| 21 抄表明细 2023–2025 | 每年日期写法不同；制表符与 `'` 护着的表号；户号前导零；倍率 10；小计、合计行 | 导入结果 |
| 21 抄表明细 2023 | 5 位表过零（示例一号小学，6 月前后）；两行导出两遍 | READING_ROLLOVER、READING_DUPLICATE |
| 21 抄表明细 2024 | 换表（示例二号中学，5 月）；估抄（示例一号小学，7 月）及 8 月补正；全角数字；一行两遍 | METER_CHANGED、READING_ESTIMATED、READING_TRUE_UP |
| 21 抄表明细 2025 | 千分位；换表未登记、读数倒退（示例农贸市场，9 月）；两行拒收：2 月 30 日、1.23E+19 | READING_BACKWARD；`shuiheng rejects` |
| 22 居民抄表册 | 每册一个抄表日，账期跨年，按日分摊；没抄到的下月补；估抄、换表；每册重复表头；2025 年两行拒收：字母 O、13 月 | READING_ESTIMATED；`shuiheng rejects` |
| 23 企业分表 | 二、三级表在总表之后，不重复计入用水量 | `shuiheng explain … m23` |
| 24 自备水源取水量 | 万m³、分号分隔、“2022年1月” | 导入结果 |
| 25 出厂在线 2025 | 每小时一行，缺三段；一个是 UTF-16 制表符分隔 | READING_GAP |
| 26 远传小时水量 2025 | 一表一列；集中器停 5 小时（按前后小时估计），一只表停 9 天（不估计） | READING_GAP |

## 结果

- 漏损率 2023 年 11.6 %、2024 年 9.7 % 达标，2025 年 8.6 % 差一点；另一口径（CJJ 92 漏损率）低得多。
- 万元GDP用水量降 31.2 %，未达标；万元工业增加值用水量降 36.4 %，达标。2025 年经济数据只有初步核算。
- 灌溉系数 0.773 达标，但去掉任一样点可能低于 0.77。
- 生产系统改造完成 7 家，但方案点名的企业不在其中（示例里没有真实企业），未达标（m11）。
- 在线计量：园区一户晚装（m02），2025 年 5000 m³ 以上的还有三户（m04）。
- 数据不足：山北分配量没有登记（m08）、一家高耗水企业没有年用水量（m10）、再生水二次净化水厂不在台账里（m35）。
- 尽力未完成：塘坝 5 座（m30）、水库只到批复（m32）、合同节水完成 1 家（m25）等。
- 从目标到文件的行，再从行回来：`shuiheng explain … m23`，`shuiheng explain … "21 抄表明细 2025.csv:20"`。

# Sample county

**Every number and every event here is made up (示例数据, sample data) and says nothing about the real county.**

- Real: names and statistical codes of the six towns and 80 villages; the plan's text and the bodies, works and documents it names.
- Made up: users, meters, readings, permits, plans, wells, lists, certificates, inspections, contracts, what works and documents reached,
  monthly returns, economy and water use, the network.
- Schematic (示意): county, towns, zones and all positions, drawn by us at about the right size and place. Put your own in their place
  with `shuiheng import towns PROJECT FILE.csv`, the outline as WKT in EPSG:4490.
- What nobody published (reservoir capacities, investments) is left blank.

`原始数据/` holds the raw files as their senders write them; `固阳县示例.gpkg` was filled by importing them one by one in the order of their
numbers; `network.inp` is a small network for EPANET.

Made by `shuiheng sample DIR`: splitmix64 with fixed seeds taken from codes and dates, so the order of making does not matter and the same
version writes the same bytes everywhere. Short tables are written by hand (`data/sample/` of the sources), long ones by
`src/app/sample_*.cpp`: 3,000 users, 5,000 meters read monthly until the end of 2025, 198 that send hours in 2025. The supply follows from
the use and a leakage rate that is set; everything else follows from the data.

What to look at: titles, totals, dates, guarded ids and digits of every kind; reading days within the month, so that periods bridge years;
a five-digit register passing zero, rows exported twice, changes of meter, estimates and their true-ups, a register that reads backward,
sub-meters that must not count twice, hours with holes, refused rows. `shuiheng batches` and `shuiheng rejects` list them all.

Leakage is 11.6 % in 2023 and 9.7 % in 2024 (met), 8.6 % in 2025 (missed narrowly); the CJJ 92 rate is far lower. Water use per GDP fell by
31.2 % (missed), industry's by 36.4 % (met). Three users above 5,000 m³ are not online in time in 2025. m08, m10 and m35 lack data; m25,
m30, m32, m34, m43 and m48 are aims not reached. `shuiheng explain … m23` goes down to the rows of the
files, `shuiheng explain … "21 抄表明细 2025.csv:20"` from a row back up.
)md";
}

}  // namespace shuiheng::app
