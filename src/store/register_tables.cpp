#include <array>

#include "store/register_descriptions.h"

/// The described columns of every register. The schema's own restrictions stand in resources/sql.
namespace shuiheng::store {
namespace {

using enum ColumnType;

constexpr std::array kSectorCodes = {
    CodeValue{"domestic", "domestic|生活|居民|居民生活"},
    CodeValue{"service", "service|公共服务|服务业|公共|非居民|机关|学校|医院|商业"},
    CodeValue{"industry", "industry|工业"}, CodeValue{"agriculture", "agriculture|农业|农牧业"},
    CodeValue{"ecology", "ecology|生态|生态环境|绿化"}};
constexpr std::array kSupplyCodes = {CodeValue{"public_network", "public_network|公共供水|自来水"},
                                     CodeValue{"own_source", "own_source|自备水源|自备井|自备"}};
constexpr std::array kSourceCodes = {
    CodeValue{"surface", "surface|地表水|地表"}, CodeValue{"ground", "ground|地下水|地下"},
    CodeValue{"reclaimed", "reclaimed|再生水"}, CodeValue{"yellow_river", "yellow_river|黄河水|黄河"},
    CodeValue{"other", "other|其他水源|其他"}};
constexpr std::array kPermitStates = {CodeValue{"applied", "applied|申请"}, CodeValue{"valid", "valid|有效"},
                                      CodeValue{"suspended", "suspended|暂停"},
                                      CodeValue{"lapsed", "lapsed|失效"},
                                      CodeValue{"cancelled", "cancelled|注销"}};
constexpr std::array kRoleCodes = {
    CodeValue{"customer", "customer|用户"},    CodeValue{"system_input", "system_input|出厂|出厂总表"},
    CodeValue{"export", "export|转供"},        CodeValue{"zone", "zone|分区"},
    CodeValue{"source", "source|取水口|取水"}, CodeValue{"other", "other|其他"}};
constexpr std::array kWellPurposes = {
    CodeValue{"irrigation", "irrigation|灌溉|农灌"}, CodeValue{"domestic", "domestic|生活"},
    CodeValue{"industry", "industry|工业"}, CodeValue{"monitoring", "monitoring|监测"},
    CodeValue{"other", "other|其他"}};
constexpr std::array kMethods = {CodeValue{"pipe", "pipe|管灌"}, CodeValue{"drip", "drip|滴灌"},
                                 CodeValue{"sprinkler", "sprinkler|喷灌"},
                                 CodeValue{"channel", "channel|渠灌"}};
constexpr std::array kEconomicKinds = {
    CodeValue{"gdp", "gdp|GDP|地区生产总值"},
    CodeValue{"industrial_value_added", "industrial_value_added|工业增加值"}};
constexpr std::array kBases = {CodeValue{"current", "current|当年价"},
                               CodeValue{"constant_2020", "constant_2020|2020年不变价|不变价"}};
constexpr std::array kVintages = {CodeValue{"preliminary", "preliminary|初步核算|初步"},
                                  CodeValue{"final", "final|最终核实|最终"},
                                  CodeValue{"census_revised", "census_revised|普查修订"}};
constexpr std::array kClasses = {
    CodeValue{"large", "large|大型灌区|大型"}, CodeValue{"medium", "medium|中型灌区|中型"},
    CodeValue{"small", "small|小型灌区|小型"}, CodeValue{"well", "well|纯井灌区|纯井"}};
constexpr std::array kCapacityKinds = {CodeValue{"new", "new|新增"},
                                       CodeValue{"shanbei_share", "shanbei_share|山北供水工程分配量"}};
constexpr std::array kReuse = {CodeValue{"industry", "industry|工业"},
                               CodeValue{"ecology", "ecology|生态"},
                               CodeValue{"urban", "urban|城市杂用|杂用"},
                               CodeValue{"irrigation", "irrigation|灌溉"},
                               CodeValue{"plant_internal", "plant_internal|厂内自用"},
                               CodeValue{"river", "river|排入河道"}};
constexpr std::array kBodyKinds = {CodeValue{"department", "department|部门"}, CodeValue{"park", "park|园区"},
                                   CodeValue{"company", "company|企业"}, CodeValue{"town", "town|镇"},
                                   CodeValue{"party", "party|党委"}};
constexpr std::array kWorksStates = {CodeValue{"planned", "planned|规划"},
                                     CodeValue{"building", "building|在建"}, CodeValue{"built", "built|已建"},
                                     CodeValue{"abandoned", "abandoned|废弃"}};
constexpr std::array kZoneKinds = {CodeValue{"dma", "dma|独立计量区|DMA"},
                                   CodeValue{"supply", "supply|供水区"},
                                   CodeValue{"over_exploited", "over_exploited|超采区"},
                                   CodeValue{"protection", "protection|保护区"},
                                   CodeValue{"park", "park|园区"},
                                   CodeValue{"other", "other|其他"}};
constexpr std::array kPlantKinds = {
    CodeValue{"water_works", "water_works|水厂|自来水厂"}, CodeValue{"sewage", "sewage|污水处理厂"},
    CodeValue{"reclaimed", "reclaimed|再生水厂"}, CodeValue{"pump_station", "pump_station|泵站"},
    CodeValue{"other", "other|其他"}};

constexpr RegisterColumn kOutline{"outline", Outline, "边界(WKT)|边界|WKT|wkt_geom|geometry", false, {}, {}};
constexpr std::array kTown = {RegisterColumn{"code", Key, "镇代码|代码|town_code", true, {}, {}},
                              RegisterColumn{"name", Text, "镇名|名称", true, {}, {}},
                              RegisterColumn{"source", Text, "来源", false, {}, {}}, kOutline};
constexpr std::array kVillage = {RegisterColumn{"code", Key, "村代码|代码", true, {}, {}},
                                 RegisterColumn{"name", Text, "村名|名称", true, {}, {}},
                                 RegisterColumn{"town_code", Key, "镇代码|所属镇代码", true, {}, {}},
                                 RegisterColumn{"source", Text, "来源", false, {}, {}}};
constexpr std::array kBody = {RegisterColumn{"code", Key, "代码", true, {}, {}},
                              RegisterColumn{"name", Text, "名称|单位名称", true, {}, {}},
                              RegisterColumn{"kind", Code, "类型", true, kBodyKinds, {}}};
constexpr std::array kUser = {
    RegisterColumn{"code", Key, "户号|用户编号|用水户编号|编号", true, {}, {}},
    RegisterColumn{"name", Text, "户名|用户名称|用水户名称|名称|单位名称", true, {}, {}},
    RegisterColumn{"sector", Code, "用水性质|行业类别|用水类别|sector", true, kSectorCodes, {}},
    RegisterColumn{"industry_code", Key, "行业代码|国民经济行业代码", false, {}, {}},
    RegisterColumn{"town_code", Key, "镇代码", false, {}, {}},
    RegisterColumn{"address", Text, "用水地址|地址", false, {}, {}},
    RegisterColumn{"park", Text, "所属园区|园区", false, {}, {}},
    RegisterColumn{"non_resident", Boolean, "非居民|是否非居民", true, {}, {}},
    RegisterColumn{"key_user", Boolean, "重点取用水户|重点用水户", false, {}, {}},
    RegisterColumn{"special_trade", Boolean, "特种行业", false, {}, {}},
    RegisterColumn{"supply", Code, "供水方式|水源方式", false, kSupplyCodes, {}},
    RegisterColumn{"valid_from", ColumnType::Date, "开户日期|起始日期", false, {}, {}},
    RegisterColumn{"valid_to", ColumnType::Date, "销户日期|终止日期", false, {}, {}},
    RegisterColumn{"note", Text, "备注", false, {}, {}},
    RegisterColumn{"longitude", Longitude, "经度|lon|longitude", false, {}, {}},
    RegisterColumn{"latitude", Latitude, "纬度|lat|latitude", false, {}, {}},
};
constexpr std::array kPermit = {
    RegisterColumn{"number", Text, "许可证号|取水许可证号|证号", true, {}, {}},
    RegisterColumn{"user_code", Key, "户号|用户编号", true, {}, {}},
    RegisterColumn{"source", Code, "水源类型|水源", true, kSourceCodes, {}},
    RegisterColumn{"volume_m3_per_year", Real, "年许可水量|许可水量", false, {}, "volume"},
    RegisterColumn{"purpose", Text, "取水用途|用途", false, {}, {}},
    RegisterColumn{"valid_from", ColumnType::Date, "有效期起|生效日期", false, {}, {}},
    RegisterColumn{"valid_to", ColumnType::Date, "有效期止|失效日期", false, {}, {}},
    RegisterColumn{"status", Code, "状态", false, kPermitStates, {}},
    RegisterColumn{"note", Text, "备注", false, {}, {}},
};
constexpr std::array kPlannedUse = {
    RegisterColumn{"user_code", Key, "户号|用户编号", true, {}, {}},
    RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
    RegisterColumn{"volume_m3", Real, "计划水量|年计划水量", false, {}, "volume"},
    RegisterColumn{"issued_by", Text, "下达单位", false, {}, {}},
    RegisterColumn{"issued_on", ColumnType::Date, "下达日期", false, {}, {}}};
constexpr std::array kMeter = {
    RegisterColumn{"code", Key, "水表编号|表号|测点编号", true, {}, {}},
    RegisterColumn{"user_code", Key, "户号|用户编号", false, {}, {}},
    RegisterColumn{"role", Code, "计量点类型|用途", false, kRoleCodes, {}},
    RegisterColumn{"level", Integer, "计量级别|级别", false, {}, {}},
    RegisterColumn{"bore_mm", Real, "口径(mm)|口径", false, {}, {}},
    RegisterColumn{"register_digits", Integer, "字轮位数|位数", false, {}, {}},
    RegisterColumn{"multiplier", Real, "倍率", false, {}, {}},
    RegisterColumn{"online", Boolean, "在线|是否在线|远传", false, {}, {}},
    RegisterColumn{"online_since", ColumnType::Date, "在线起始日期|上线日期", false, {}, {}},
    RegisterColumn{"platform_id", Key, "平台编号", false, {}, {}},
    RegisterColumn{"installed_on", ColumnType::Date, "安装日期", false, {}, {}},
    RegisterColumn{"removed_on", ColumnType::Date, "拆除日期", false, {}, {}},
    RegisterColumn{"calibration_due", ColumnType::Date, "检定到期|检定到期日", false, {}, {}},
    RegisterColumn{"note", Text, "备注", false, {}, {}},
    RegisterColumn{"longitude", Longitude, "经度|lon|longitude", false, {}, {}},
    RegisterColumn{"latitude", Latitude, "纬度|lat|latitude", false, {}, {}},
};
constexpr std::array kMeterChange = {
    RegisterColumn{"meter_code", Key, "水表编号|表号", true, {}, {}},
    RegisterColumn{"changed_on", ColumnType::Date, "换表日期", true, {}, {}},
    RegisterColumn{"old_final_index_m3", Real, "换表旧表止数|旧表止数", true, {}, {}},
    RegisterColumn{"new_initial_index_m3", Real, "换表新表起数|新表起数", true, {}, {}},
    RegisterColumn{"reason", Text, "原因", false, {}, {}}};
constexpr std::array kWell = {RegisterColumn{"code", Key, "机井编号|井号", true, {}, {}},
                              RegisterColumn{"name", Text, "名称", false, {}, {}},
                              RegisterColumn{"user_code", Key, "户号", false, {}, {}},
                              RegisterColumn{"town_code", Key, "镇代码", false, {}, {}},
                              RegisterColumn{"group_name", Text, "同类组", false, {}, {}},
                              RegisterColumn{"purpose", Code, "用途", false, kWellPurposes, {}},
                              RegisterColumn{"drilled_on", ColumnType::Date, "成井日期", false, {}, {}},
                              RegisterColumn{"approval_number", Text, "批准文号", false, {}, {}},
                              RegisterColumn{"pipe_diameter_mm", Real, "出水管径(mm)|管径", false, {}, {}},
                              RegisterColumn{"meter_code", Key, "水表编号|表号", false, {}, {}},
                              RegisterColumn{"note", Text, "备注", false, {}, {}},
                              RegisterColumn{"longitude", Longitude, "经度|lon|longitude", false, {}, {}},
                              RegisterColumn{"latitude", Latitude, "纬度|lat|latitude", false, {}, {}}};
constexpr std::array kWellPower = {
    RegisterColumn{"well_code", Key, "机井编号|井号", true, {}, {}},
    RegisterColumn{"month", ColumnType::Month, "月份", true, {}, {}},
    RegisterColumn{"energy_kwh", Real, "用电量(kWh)|用电量", false, {}, {}},
    RegisterColumn{"other_energy_kwh", Real, "非灌溉用电量(kWh)|非灌溉用电量", false, {}, {}}};
constexpr std::array kWellCoefficient = {
    RegisterColumn{"well_code", Key, "机井编号|井号", false, {}, {}},
    RegisterColumn{"group_name", Text, "同类组", false, {}, {}},
    RegisterColumn{"town_code", Key, "镇代码", false, {}, {}},
    RegisterColumn{"tested_on", ColumnType::Date, "测试日期", true, {}, {}},
    RegisterColumn{"tested_volume_m3", Real, "测试水量", true, {}, "volume"},
    RegisterColumn{"tested_energy_kwh", Real, "测试电量(kWh)|测试电量", true, {}, {}},
    RegisterColumn{"tests", Integer, "测试次数", false, {}, {}},
    RegisterColumn{"uncertainty_m3_per_kwh", Real, "不确定度", false, {}, {}},
    RegisterColumn{"depth_to_water_m", Real, "地下水埋深(m)|埋深", false, {}, {}},
    RegisterColumn{"pump_model", Text, "水泵型号", false, {}, {}},
    RegisterColumn{"pump_kw", Real, "水泵功率(kW)", false, {}, {}},
    RegisterColumn{"method", Code, "灌溉方式", false, kMethods, {}},
    RegisterColumn{"tester", Text, "测试人", false, {}, {}},
    RegisterColumn{"valid_from", ColumnType::Date, "有效期起", true, {}, {}},
    RegisterColumn{"valid_to", ColumnType::Date, "有效期止", false, {}, {}},
    RegisterColumn{"invalid_reason", Text, "失效原因", false, {}, {}}};
constexpr std::array kZone = {RegisterColumn{"code", Key, "分区编号|编号|代码", true, {}, {}},
                              RegisterColumn{"name", Text, "分区名称|名称", true, {}, {}},
                              RegisterColumn{"kind", Code, "类型", false, kZoneKinds, {}},
                              RegisterColumn{"note", Text, "备注", false, {}, {}}, kOutline};
constexpr std::array kReservoir = {RegisterColumn{"code", Key, "编号", true, {}, {}},
                                   RegisterColumn{"name", Text, "名称", true, {}, {}},
                                   RegisterColumn{"status", Code, "状态", false, kWorksStates, {}},
                                   RegisterColumn{"capacity_m3", Real, "总库容", false, {}, "volume"},
                                   RegisterColumn{"dead_storage_m3", Real, "死库容", false, {}, "volume"},
                                   RegisterColumn{"note", Text, "备注", false, {}, {}},
                                   kOutline};
constexpr std::array kPlant = {
    RegisterColumn{"code", Key, "编号", true, {}, {}},
    RegisterColumn{"name", Text, "名称", true, {}, {}},
    RegisterColumn{"kind", Code, "类型", true, kPlantKinds, {}},
    RegisterColumn{"status", Code, "状态", false, kWorksStates, {}},
    RegisterColumn{"capacity_m3_per_day", Real, "日处理能力|设计规模", false, {}, "volume"},
    RegisterColumn{"note", Text, "备注", false, {}, {}},
    RegisterColumn{"longitude", Longitude, "经度|lon|longitude", false, {}, {}},
    RegisterColumn{"latitude", Latitude, "纬度|lat|latitude", false, {}, {}}};
constexpr std::array kBalance = {
    RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
    RegisterColumn{"supplier", Text, "供水单位", true, {}, {}},
    RegisterColumn{"own_production_m3", Real, "自产供水量", false, {}, "volume"},
    RegisterColumn{"purchased_m3", Real, "外购供水量", false, {}, "volume"},
    RegisterColumn{"exported_m3", Real, "转供水量", false, {}, "volume"},
    RegisterColumn{"billed_metered_m3", Real, "计费计量用水量", false, {}, "volume"},
    RegisterColumn{"billed_unmetered_m3", Real, "计费未计量用水量", false, {}, "volume"},
    RegisterColumn{"free_metered_m3", Real, "免费计量用水量", false, {}, "volume"},
    RegisterColumn{"free_unmetered_m3", Real, "免费未计量用水量", false, {}, "volume"},
    RegisterColumn{"visible_leak_m3", Real, "明漏", false, {}, "volume"},
    RegisterColumn{"hidden_leak_m3", Real, "暗漏", false, {}, "volume"},
    RegisterColumn{"background_leak_m3", Real, "背景漏失", false, {}, "volume"},
    RegisterColumn{"tank_leak_m3", Real, "水箱水池渗漏和溢流", false, {}, "volume"},
    RegisterColumn{"resident_meter_loss_m3", Real, "居民总分表差损失", false, {}, "volume"},
    RegisterColumn{"other_meter_loss_m3", Real, "非居民表具误差损失", false, {}, "volume"},
    RegisterColumn{"other_loss_m3", Real, "其他损失", false, {}, "volume"},
    RegisterColumn{"resident_metered_m3", Real, "居民抄表到户水量", false, {}, "volume"},
    RegisterColumn{"mains_length_km", Real, "DN75及以上管长(km)|管网长度(km)", false, {}, {}},
    RegisterColumn{"connections", Real, "接户数", false, {}, {}},
    RegisterColumn{"private_pipe_km", Real, "户内管长(km)", false, {}, {}},
    RegisterColumn{"mean_pressure_mpa", Real, "年平均出厂压力(MPa)", false, {}, {}},
    RegisterColumn{"network_pressure_m", Real, "管网平均压力(m)", false, {}, {}},
    RegisterColumn{"frost_depth_m", Real, "最大冻土深度(m)", false, {}, {}},
    RegisterColumn{"note", Text, "备注", false, {}, {}}};
constexpr std::array kEconomy = {
    RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
    RegisterColumn{"kind", Code, "指标", true, kEconomicKinds, {}},
    RegisterColumn{"value_wan_yuan", Real, "数值(万元)|万元", false, {}, {}},
    RegisterColumn{"basis", Code, "价格口径", true, kBases, {}},
    RegisterColumn{"real_index", Real, "可比价指数(上年=1)|可比价指数", false, {}, {}},
    RegisterColumn{"vintage", Code, "数据版本", true, kVintages, {}},
    RegisterColumn{"published_on", ColumnType::Date, "发布日期", false, {}, {}},
    RegisterColumn{"scope", Text, "范围", false, {}, {}},
    RegisterColumn{"source", Text, "来源", false, {}, {}}};
constexpr std::array kUse = {
    RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
    RegisterColumn{"sector", Code, "行业", true, kSectorCodes, {}},
    RegisterColumn{"source", Code, "水源", true, kSourceCodes, {}},
    RegisterColumn{"volume_m3", Real, "用水量", false, {}, "volume"},
    RegisterColumn{"once_through_cooling_m3", Real, "直流冷却取水量", false, {}, "volume"},
    RegisterColumn{"cooling_consumption_m3", Real, "直流冷却耗水量", false, {}, "volume"},
    RegisterColumn{"note", Text, "备注", false, {}, {}}};
constexpr std::array kSample = {RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
                                RegisterColumn{"name", Text, "样点灌区|样点", true, {}, {}},
                                RegisterColumn{"district_class", Code, "灌区类型", true, kClasses, {}},
                                RegisterColumn{"subclass", Text, "细分类型", false, {}, {}},
                                RegisterColumn{"net_m3", Real, "净灌溉水量", false, {}, "volume"},
                                RegisterColumn{"gross_m3", Real, "毛灌溉水量", false, {}, "volume"},
                                RegisterColumn{"area_mu", Real, "面积(亩)", false, {}, {}}};
constexpr std::array kClassUse = {RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
                                  RegisterColumn{"district_class", Code, "灌区类型", true, kClasses, {}},
                                  RegisterColumn{"subclass", Text, "细分类型", false, {}, {}},
                                  RegisterColumn{"gross_m3", Real, "毛灌溉水量", false, {}, "volume"}};
constexpr std::array kCapacity = {
    RegisterColumn{"facility", Text, "设施名称|设施", true, {}, {}},
    RegisterColumn{"commissioned_year", Integer, "投产年份", true, {}, {}},
    RegisterColumn{"volume_m3_per_year", Real, "年配置利用能力|年利用能力", false, {}, "volume"},
    RegisterColumn{"allocated_m3_per_year", Real, "已配置能力", false, {}, "volume"},
    RegisterColumn{"treatment_m3_per_year", Real, "处理能力", false, {}, "volume"},
    RegisterColumn{"conveyance_m3_per_year", Real, "输配能力", false, {}, "volume"},
    RegisterColumn{"kind", Code, "类别", false, kCapacityKinds, {}},
    RegisterColumn{"proof", Text, "证明材料", false, {}, {}}};
constexpr std::array kReclaimedUse = {RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
                                      RegisterColumn{"facility", Text, "设施名称|设施", true, {}, {}},
                                      RegisterColumn{"purpose", Code, "用途", true, kReuse, {}},
                                      RegisterColumn{"volume_m3", Real, "利用量", false, {}, "volume"},
                                      RegisterColumn{"counts", Boolean, "计入利用量", false, {}, {}}};
constexpr std::array kSewage = {RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
                                RegisterColumn{"plant", Text, "污水处理厂", true, {}, {}},
                                RegisterColumn{"volume_m3", Real, "处理量", false, {}, "volume"}};

using Name = std::string_view;
constexpr std::array<Name, 1> kByCode = {"code"};
constexpr std::array<Name, 1> kByNumber = {"number"};
constexpr std::array<Name, 2> kByUserYear = {"user_code", "year"};
constexpr std::array<Name, 2> kByMeterDate = {"meter_code", "changed_on"};
constexpr std::array<Name, 2> kByWellMonth = {"well_code", "month"};
constexpr std::array<Name, 4> kByTest = {"well_code", "group_name", "town_code", "tested_on"};
constexpr std::array<Name, 2> kBySupplier = {"year", "supplier"};
constexpr std::array<Name, 5> kByEconomy = {"year", "kind", "basis", "vintage", "scope"};
constexpr std::array<Name, 3> kBySectorSource = {"year", "sector", "source"};
constexpr std::array<Name, 2> kBySample = {"year", "name"};
constexpr std::array<Name, 3> kByClass = {"year", "district_class", "subclass"};
constexpr std::array<Name, 3> kByFacility = {"facility", "commissioned_year", "kind"};
constexpr std::array<Name, 3> kByPurpose = {"year", "facility", "purpose"};
constexpr std::array<Name, 2> kByPlant = {"year", "plant"};

std::vector<RegisterTable> accountTables() {
    return {
        {"town", {"镇", "towns"}, kTown, kByCode},
        {"village", {"村", "villages"}, kVillage, kByCode},
        {"body", {"责任单位", "bodies"}, kBody, kByCode},
        {"water_user", {"用水户", "users"}, kUser, kByCode},
        {"permit", {"取水许可", "permits"}, kPermit, kByNumber},
        {"planned_use", {"计划用水", "plans"}, kPlannedUse, kByUserYear},
        {"meter", {"水表", "meters"}, kMeter, kByCode},
        {"meter_change", {"换表记录", "meter_changes"}, kMeterChange, kByMeterDate},
        {"well", {"机井", "wells"}, kWell, kByCode},
        {"well_power", {"机井用电", "well_powers"}, kWellPower, kByWellMonth},
        {"well_coefficient", {"以电折水系数", "well_coefficients"}, kWellCoefficient, kByTest},
        {"zone", {"分区", "zones"}, kZone, kByCode},
        {"reservoir", {"水库", "reservoirs"}, kReservoir, kByCode},
        {"plant", {"水厂与污水厂", "plants"}, kPlant, kByCode},
        {"supply_balance", {"水量平衡", "supply_balances"}, kBalance, kBySupplier},
        {"economic_value", {"经济指标", "economic_values"}, kEconomy, kByEconomy},
        {"water_use", {"用水总量", "water_uses"}, kUse, kBySectorSource},
        {"irrigation_sample", {"样点灌区", "irrigation_samples"}, kSample, kBySample},
        {"irrigation_class_use", {"灌区毛用水量", "irrigation_class_uses"}, kClassUse, kByClass},
        {"reclaimed_capacity", {"再生水能力", "reclaimed_capacities"}, kCapacity, kByFacility},
        {"reclaimed_use", {"再生水利用", "reclaimed_uses"}, kReclaimedUse, kByPurpose},
        {"sewage_treated", {"污水处理量", "sewage_treated"}, kSewage, kByPlant},
    };
}

}  // namespace

std::span<const RegisterTable> registerTables() {
    static const std::vector<RegisterTable> kTables = [] {
        std::vector<RegisterTable> tables = accountTables();
        for (const RegisterTable& table : measureTables()) {
            tables.push_back(table);
        }
        return tables;
    }();
    return kTables;
}

const RegisterTable* findRegister(std::string_view name) {
    for (const RegisterTable& table : registerTables()) {
        if (name == table.name || name == table.title.zh || name == table.title.en) {
            return &table;
        }
    }
    return nullptr;
}

}  // namespace shuiheng::store
