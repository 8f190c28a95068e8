#include <array>

#include "store/register_descriptions.h"

/// The described columns of the registers behind the milestones (resources/sql/0007_measures.sql).
namespace shuiheng::store {
namespace {

using enum ColumnType;

constexpr std::array kControlSectors = {CodeValue{"all", "all|合计|全部|总量"},
                                        CodeValue{"domestic", "domestic|生活|居民|居民生活"},
                                        CodeValue{"service", "service|公共服务|服务业|公共"},
                                        CodeValue{"industry", "industry|工业"},
                                        CodeValue{"agriculture", "agriculture|农业|农牧业"},
                                        CodeValue{"ecology", "ecology|生态|生态环境"}};
constexpr std::array kControlSources = {CodeValue{"all", "all|合计|全部|总量"},
                                        CodeValue{"surface", "surface|地表水|地表"},
                                        CodeValue{"ground", "ground|地下水|地下"},
                                        CodeValue{"reclaimed", "reclaimed|再生水"},
                                        CodeValue{"yellow_river", "yellow_river|黄河水|黄河"},
                                        CodeValue{"other", "other|其他水源|其他"}};
constexpr std::array kLists = {CodeValue{"high_consumption", "high_consumption|高耗水企业|高耗水"},
                               CodeValue{"above_scale", "above_scale|规上工业企业|规上工业|规上"},
                               CodeValue{"typical_user", "typical_user|典型用水户"}};
constexpr std::array kInstitutionKinds = {
    CodeValue{"school", "school|学校"}, CodeValue{"agency", "agency|机关"},
    CodeValue{"public_institution", "public_institution|事业单位"}, CodeValue{"hospital", "hospital|医院"}};
constexpr std::array kCertificateKinds = {
    CodeValue{"water_saving_enterprise", "water_saving_enterprise|节水型企业"},
    CodeValue{"water_saving_school", "water_saving_school|节水型学校"},
    CodeValue{"water_saving_unit", "water_saving_unit|节水型单位"}};
constexpr std::array kContractKinds = {
    CodeValue{"shared", "shared|节水效益分享型|效益分享型|效益分享"},
    CodeValue{"guaranteed", "guaranteed|节水效果保证型|效果保证型|效果保证"},
    CodeValue{"trusteeship", "trusteeship|用水费用托管型|费用托管型|托管"}};
constexpr std::array kAssessmentKinds = {CodeValue{"diagnosis", "diagnosis|用水诊断|诊断"},
                                         CodeValue{"audit", "audit|用水审计|审计"},
                                         CodeValue{"balance_test", "balance_test|水平衡测试"}};
constexpr std::array kRetrofitKinds = {CodeValue{"production_system", "production_system|生产系统"},
                                       CodeValue{"cooling", "cooling|冷却系统|冷却"},
                                       CodeValue{"reuse", "reuse|回用|循环利用"},
                                       CodeValue{"other", "other|其他"}};
constexpr std::array kProjectStages = {CodeValue{"proposed", "proposed|谋划|提出"},
                                       CodeValue{"approved", "approved|批复|立项"},
                                       CodeValue{"launched", "launched|启动"},
                                       CodeValue{"started", "started|开工"},
                                       CodeValue{"completed", "completed|完工|建成|完成"},
                                       CodeValue{"accepted", "accepted|验收|通过"},
                                       CodeValue{"established", "established|基本建立"},
                                       CodeValue{"mature", "mature|成熟高效|成熟"}};
constexpr std::array kDocumentStages = {
    CodeValue{"drafting", "drafting|起草"}, CodeValue{"consultation", "consultation|征求意见"},
    CodeValue{"review", "review|审查通过|审查"}, CodeValue{"issued", "issued|印发|出台|发布"}};

constexpr std::array kControl = {
    RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
    RegisterColumn{"sector", Code, "行业", true, kControlSectors, {}},
    RegisterColumn{"source", Code, "水源", true, kControlSources, {}},
    RegisterColumn{"volume_m3", Real, "控制指标|控制水量|指标", false, {}, "volume"},
    RegisterColumn{"document", Text, "下达文件|文件", false, {}, {}}};
constexpr std::array kListed = {RegisterColumn{"list", Code, "名录", true, kLists, {}},
                                RegisterColumn{"year", Integer, "年份|年度", true, {}, {}},
                                RegisterColumn{"name", Text, "企业名称|名称|单位名称", true, {}, {}},
                                RegisterColumn{"user_code", Key, "户号|用水户编号", false, {}, {}},
                                RegisterColumn{"industry", Text, "行业", false, {}, {}},
                                RegisterColumn{"annual_use_m3", Real, "年用水量", false, {}, "volume"},
                                RegisterColumn{"frozen_on", Date, "冻结日期|公布日期", false, {}, {}},
                                RegisterColumn{"document", Text, "依据文件|文件", false, {}, {}}};
constexpr std::array kInstitution = {RegisterColumn{"code", Key, "编号|单位代码|代码", true, {}, {}},
                                     RegisterColumn{"name", Text, "名称|单位名称", true, {}, {}},
                                     RegisterColumn{"kind", Code, "类型", true, kInstitutionKinds, {}},
                                     RegisterColumn{"town_code", Key, "镇代码", false, {}, {}},
                                     RegisterColumn{"opened_on", Date, "设立日期", false, {}, {}},
                                     RegisterColumn{"closed_on", Date, "撤销日期", false, {}, {}},
                                     RegisterColumn{"note", Text, "备注", false, {}, {}}};
constexpr std::array kCertificate = {
    RegisterColumn{"kind", Code, "证书类型|类型", true, kCertificateKinds, {}},
    RegisterColumn{"number", Text, "证书编号|编号|文号", true, {}, {}},
    RegisterColumn{"holder", Text, "持有单位|单位名称|名称", true, {}, {}},
    RegisterColumn{"level", Text, "级别", false, {}, {}},
    RegisterColumn{"issuer", Text, "发证单位", false, {}, {}},
    RegisterColumn{"issued_on", Date, "发证日期|命名日期", true, {}, {}},
    RegisterColumn{"valid_to", Date, "有效期止", false, {}, {}}};
constexpr std::array kSurvey = {RegisterColumn{"building", Text, "建筑名称|建筑|单位", true, {}, {}},
                                RegisterColumn{"building_kind", Text, "建筑类型", false, {}, {}},
                                RegisterColumn{"fixture", Text, "器具|器具类型", true, {}, {}},
                                RegisterColumn{"surveyed_on", Date, "普查日期|调查日期", true, {}, {}},
                                RegisterColumn{"total", Integer, "在用数量|总数", false, {}, {}},
                                RegisterColumn{"saving", Integer, "节水型数量|节水器具数", false, {}, {}}};
constexpr std::array kSeller = {RegisterColumn{"code", Key, "统一社会信用代码|编号|代码", true, {}, {}},
                                RegisterColumn{"name", Text, "经营者名称|名称", true, {}, {}},
                                RegisterColumn{"opened_on", Date, "开业日期", false, {}, {}},
                                RegisterColumn{"closed_on", Date, "停业日期", false, {}, {}}};
constexpr std::array kInspection = {
    RegisterColumn{"seller_code", Key, "统一社会信用代码|经营者代码|编号", true, {}, {}},
    RegisterColumn{"inspected_on", Date, "抽检日期|检查日期", true, {}, {}},
    RegisterColumn{"models_on_sale", Integer, "在售型号数", false, {}, {}},
    RegisterColumn{"saving_models", Integer, "节水型型号数", false, {}, {}},
    RegisterColumn{"finding", Text, "检查结果|备注", false, {}, {}}};
constexpr std::array kContract = {RegisterColumn{"code", Key, "合同编号|编号", true, {}, {}},
                                  RegisterColumn{"unit", Text, "用水单位|单位名称|名称", true, {}, {}},
                                  RegisterColumn{"kind", Code, "合同类型|类型", true, kContractKinds, {}},
                                  RegisterColumn{"signed_on", Date, "签订日期", false, {}, {}},
                                  RegisterColumn{"started_on", Date, "实施日期|开始日期", false, {}, {}},
                                  RegisterColumn{"completed_on", Date, "完成日期", false, {}, {}},
                                  RegisterColumn{"baseline_m3", Real, "基准用水量", false, {}, "volume"},
                                  RegisterColumn{"measured_m3", Real, "实施后用水量", false, {}, "volume"}};
constexpr std::array kAssessment = {
    RegisterColumn{"kind", Code, "类型", true, kAssessmentKinds, {}},
    RegisterColumn{"enterprise", Text, "企业名称|单位名称|名称", true, {}, {}},
    RegisterColumn{"assessed_on", Date, "完成日期|日期", true, {}, {}},
    RegisterColumn{"report", Text, "报告|报告编号", false, {}, {}},
    RegisterColumn{"potential_m3", Real, "节水潜力", false, {}, "volume"}};
constexpr std::array kRetrofit = {
    RegisterColumn{"enterprise", Text, "企业名称|单位名称", true, {}, {}},
    RegisterColumn{"project", Text, "项目名称|项目", true, {}, {}},
    RegisterColumn{"kind", Code, "类型", true, kRetrofitKinds, {}},
    RegisterColumn{"completed_on", Date, "完成日期", false, {}, {}},
    RegisterColumn{"unit_use_before_m3", Real, "改造前单位产品取水量", false, {}, {}},
    RegisterColumn{"unit_use_after_m3", Real, "改造后单位产品取水量", false, {}, {}},
    RegisterColumn{"output", Real, "年产量|产量", false, {}, {}},
    RegisterColumn{"proof", Text, "证明材料", false, {}, {}}};
constexpr std::array kDischarger = {RegisterColumn{"name", Text, "企业名称|单位名称|名称", true, {}, {}},
                                    RegisterColumn{"parameter", Text, "超标指标|指标", true, {}, {}},
                                    RegisterColumn{"found_on", Date, "发现日期", false, {}, {}},
                                    RegisterColumn{"closed_on", Date, "销号日期|整治完成日期", false, {}, {}},
                                    RegisterColumn{"retest_on", Date, "复测日期", false, {}, {}},
                                    RegisterColumn{"retest_passed", Boolean, "复测达标", false, {}, {}},
                                    RegisterColumn{"stop_ordered_on", Date, "停排决定日期", false, {}, {}}};
constexpr std::array kProject = {
    RegisterColumn{"name", Text, "项目名称|工程名称|名称", true, {}, {}},
    RegisterColumn{"location", Text, "地点", false, {}, {}},
    RegisterColumn{"investment_wan_yuan", Real, "投资(万元)|投资", false, {}, {}},
    RegisterColumn{"note", Text, "备注", false, {}, {}}};
constexpr std::array kProjectStage = {
    RegisterColumn{"project_name", Text, "项目名称|工程名称|名称", true, {}, {}},
    RegisterColumn{"stage", Code, "阶段", true, kProjectStages, {}},
    RegisterColumn{"reached_on", Date, "日期|完成日期", true, {}, {}},
    RegisterColumn{"number_built", Integer, "座数|数量", false, {}, {}},
    RegisterColumn{"proof", Text, "证明材料", false, {}, {}}};
constexpr std::array kDocument = {RegisterColumn{"name", Text, "文件名称|名称", true, {}, {}},
                                  RegisterColumn{"kind", Text, "类型", false, {}, {}},
                                  RegisterColumn{"owner", Text, "责任单位", false, {}, {}}};
constexpr std::array kDocumentStage = {
    RegisterColumn{"document_name", Text, "文件名称|名称", true, {}, {}},
    RegisterColumn{"stage", Code, "阶段", true, kDocumentStages, {}},
    RegisterColumn{"reached_on", Date, "日期", true, {}, {}},
    RegisterColumn{"number", Text, "文号", false, {}, {}},
    RegisterColumn{"authority", Text, "印发或审查单位|单位", false, {}, {}}};
constexpr std::array kNode = {RegisterColumn{"code", Key, "监控点编号|编号", true, {}, {}},
                              RegisterColumn{"name", Text, "监控点名称|名称|位置", true, {}, {}},
                              RegisterColumn{"monitored_since", Date, "远程监控日期|监控日期", false, {}, {}},
                              RegisterColumn{"note", Text, "备注", false, {}, {}}};
constexpr std::array kDrill = {RegisterColumn{"held_on", Date, "演练日期|日期", true, {}, {}},
                               RegisterColumn{"subject", Text, "演练内容|科目", true, {}, {}},
                               RegisterColumn{"participants", Integer, "参加人数", false, {}, {}},
                               RegisterColumn{"proof", Text, "证明材料", false, {}, {}}};
constexpr std::array kReturn = {RegisterColumn{"month", Month, "月份", true, {}, {}},
                                RegisterColumn{"body_code", Text, "报送单位|单位", true, {}, "body"},
                                RegisterColumn{"submitted_on", Date, "报送日期", false, {}, {}},
                                RegisterColumn{"content", Text, "本月进展|内容", false, {}, {}}};
constexpr std::array kMeeting = {RegisterColumn{"month", Month, "月份", true, {}, {}},
                                 RegisterColumn{"held_on", Date, "会议日期|调度日期", true, {}, {}},
                                 RegisterColumn{"minutes", Text, "会议纪要|文号", false, {}, {}}};

using Name = std::string_view;
constexpr std::array<Name, 3> kByControl = {"year", "sector", "source"};
constexpr std::array<Name, 3> kByListed = {"list", "year", "name"};
constexpr std::array<Name, 1> kByCode = {"code"};
constexpr std::array<Name, 1> kByName = {"name"};
constexpr std::array<Name, 2> kByNumber = {"kind", "number"};
constexpr std::array<Name, 3> kBySurvey = {"building", "fixture", "surveyed_on"};
constexpr std::array<Name, 2> kByInspection = {"seller_code", "inspected_on"};
constexpr std::array<Name, 3> kByAssessment = {"kind", "enterprise", "assessed_on"};
constexpr std::array<Name, 2> kByRetrofit = {"enterprise", "project"};
constexpr std::array<Name, 2> kByDischarger = {"name", "parameter"};
constexpr std::array<Name, 3> kByProjectStage = {"project_name", "stage", "reached_on"};
constexpr std::array<Name, 3> kByDocumentStage = {"document_name", "stage", "reached_on"};
constexpr std::array<Name, 2> kByDrill = {"held_on", "subject"};
constexpr std::array<Name, 2> kByReturn = {"month", "body_code"};
constexpr std::array<Name, 1> kByMonth = {"month"};

}  // namespace

std::vector<RegisterTable> measureTables() {
    return {
        {"control_indicator", {"用水总量控制指标", "control_indicators"}, kControl, kByControl},
        {"listed_enterprise", {"企业名录", "listed_enterprises"}, kListed, kByListed},
        {"institution", {"学校和机关事业单位", "institutions"}, kInstitution, kByCode},
        {"certificate", {"节水载体证书", "certificates"}, kCertificate, kByNumber},
        {"fixture_survey", {"用水器具普查", "fixture_surveys"}, kSurvey, kBySurvey},
        {"fixture_seller", {"用水器具经营者", "fixture_sellers"}, kSeller, kByCode},
        {"market_inspection", {"用水器具市场抽检", "market_inspections"}, kInspection, kByInspection},
        {"saving_contract", {"合同节水", "saving_contracts"}, kContract, kByCode},
        {"water_assessment", {"用水诊断和审计", "water_assessments"}, kAssessment, kByAssessment},
        {"retrofit", {"节水改造", "retrofits"}, kRetrofit, kByRetrofit},
        {"problem_discharger", {"超标排水企业", "problem_dischargers"}, kDischarger, kByDischarger},
        {"project_work", {"工程项目", "projects"}, kProject, kByName},
        {"project_stage", {"工程进展", "project_stages"}, kProjectStage, kByProjectStage},
        {"document", {"制度文件", "documents"}, kDocument, kByName},
        {"document_stage", {"文件进展", "document_stages"}, kDocumentStage, kByDocumentStage},
        {"drainage_node", {"排水监控点", "drainage_nodes"}, kNode, kByCode},
        {"drill", {"应急演练", "drills"}, kDrill, kByDrill},
        {"monthly_return", {"月调度报送", "monthly_returns"}, kReturn, kByReturn},
        {"dispatch_meeting", {"月调度会议", "dispatch_meetings"}, kMeeting, kByMonth},
    };
}

}  // namespace shuiheng::store
