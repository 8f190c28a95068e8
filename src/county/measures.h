#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/civil.h"
#include "county/origin.h"

/// What a county does and can show for it: lists, certificates, surveys, contracts, works, documents,
/// returns. Kinds and stages are the codes of the project file.
namespace shuiheng::county {

/// Control of total use, 总量控制指标. Sector and source "all" = the sum.
struct ControlIndicator {
    int year = 0;
    std::string sector;
    std::string source;
    std::optional<double> volumeM3;
    std::string document;
    Origin origin;
};

/// A row of a list that is frozen for its year, 名录.
struct ListedEnterprise {
    std::string list;  ///< high_consumption, above_scale, typical_user
    int year = 0;
    std::string name;
    std::string userCode;
    std::string industry;
    std::optional<double> annualUseM3;
    Origin origin;
};

struct Institution {
    std::string code;
    std::string name;
    std::string kind;  ///< school, agency, public_institution, hospital
    std::optional<Date> openedOn;
    std::optional<Date> closedOn;
    Origin origin;
};

struct Certificate {
    std::string kind;  ///< water_saving_enterprise, water_saving_school, water_saving_unit
    std::string number;
    std::string holder;  ///< name or code of the enterprise or institution
    std::optional<Date> issuedOn;
    std::optional<Date> validTo;
    Origin origin;
};

/// Fixtures in use in a public building, 用水器具.
struct FixtureSurvey {
    std::string building;
    std::string fixture;
    std::optional<Date> surveyedOn;
    std::optional<int> total;
    std::optional<int> saving;
    Origin origin;
};

struct FixtureSeller {
    std::string code;
    std::string name;
    std::optional<Date> openedOn;
    std::optional<Date> closedOn;
    Origin origin;
};

struct MarketInspection {
    std::string sellerCode;
    std::optional<Date> inspectedOn;
    std::optional<int> modelsOnSale;
    std::optional<int> savingModels;
    Origin origin;
};

/// 合同节水.
struct SavingContract {
    std::string code;
    std::string unit;
    std::string kind;  ///< shared, guaranteed, trusteeship
    std::optional<Date> startedOn;
    std::optional<Date> completedOn;
    std::optional<double> baselineM3;
    std::optional<double> measuredM3;
    Origin origin;
};

/// 用水诊断, 用水审计, 水平衡测试.
struct WaterAssessment {
    std::string kind;  ///< diagnosis, audit, balance_test
    std::string enterprise;
    std::optional<Date> assessedOn;
    std::optional<double> potentialM3;
    Origin origin;
};

struct Retrofit {
    std::string enterprise;
    std::string project;
    std::string kind;  ///< production_system, cooling, reuse, other
    std::optional<Date> completedOn;
    Origin origin;
};

/// 超标排水企业.
struct ProblemDischarger {
    std::string name;
    std::string parameter;
    std::optional<Date> closedOn;
    std::optional<bool> retestPassed;
    std::optional<Date> stopOrderedOn;
    Origin origin;
};

/// A stage that works reached; `name` is that of the works, stage blank = registered without any stage.
struct ProjectStage {
    std::string name;
    std::string stage;  ///< proposed, approved, launched, started, completed, accepted, established, mature
    std::optional<Date> reachedOn;
    std::optional<int> numberBuilt;
    Origin origin;
};

/// A stage that a document reached; stage blank = registered without any stage.
struct DocumentStage {
    std::string name;
    std::string stage;  ///< drafting, consultation, review, issued
    std::optional<Date> reachedOn;
    std::string authority;
    Origin origin;
};

struct DrainageNode {
    std::string code;
    std::string name;
    std::optional<Date> monitoredSince;
    Origin origin;
};

struct Drill {
    std::optional<Date> heldOn;
    std::string subject;
    Origin origin;
};

/// A body's return to the monthly dispatch, 月调度报送.
struct MonthlyReturn {
    std::string month;  ///< YYYY-MM
    std::string bodyCode;
    std::optional<Date> submittedOn;
    Origin origin;
};

struct DispatchMeeting {
    std::string month;  ///< YYYY-MM
    std::optional<Date> heldOn;
    Origin origin;
};

}  // namespace shuiheng::county
