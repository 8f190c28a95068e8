#include "compliance/supply_volumes.h"

#include <algorithm>

#include "compliance/meter_volumes.h"

namespace shuiheng::compliance {
namespace {

using county::SupplyBalance;

struct Item {
    std::string_view column;
    Text name;
    std::optional<double> SupplyBalance::*field;
};

const Item kOwnProduction{
    "own_production_m3", {"自产供水量", "own production"}, &SupplyBalance::ownProductionM3};
const Item kPurchased{"purchased_m3", {"外购供水量", "purchased water"}, &SupplyBalance::purchasedM3};
const Item kExported{"exported_m3", {"转供水量", "exported water"}, &SupplyBalance::exportedM3};
const Item kBilledMetered{
    "billed_metered_m3", {"计费计量用水量", "billed metered use"}, &SupplyBalance::billedMeteredM3};
const Item kBilledUnmetered{
    "billed_unmetered_m3", {"计费未计量用水量", "billed unmetered use"}, &SupplyBalance::billedUnmeteredM3};
const Item kFreeMetered{
    "free_metered_m3", {"免费计量用水量", "free metered use"}, &SupplyBalance::freeMeteredM3};
const Item kFreeUnmetered{
    "free_unmetered_m3", {"免费未计量用水量", "free unmetered use"}, &SupplyBalance::freeUnmeteredM3};
const Item kResident{"resident_metered_m3",
                     {"居民抄表到户水量", "residents' metered volume"},
                     &SupplyBalance::residentMeteredM3};

/// Works for the suppliers of one year: the meters belong to the only supplier, or to nobody in particular.
class Volumes {
  public:
    Volumes(const RuleContext& context, bool onlySupplier)
        : m_context(context), m_book(context.county(), context.year), m_onlySupplier(onlySupplier) {
        for (const county::WaterUser& user : context.county().users) {
            m_users.emplace(user.code, &user);
        }
    }

    SupplierYear of(const SupplyBalance& record) const {
        SupplierYear result;
        result.record = &record;
        result.supply = supply(record);
        result.consumption = consumption(record);
        result.resident = resident(record);
        fill(result);
        return result;
    }

  private:
    const RuleContext& m_context;
    MeterBook m_book;
    bool m_onlySupplier;
    std::unordered_map<std::string, const county::WaterUser*> m_users;

    std::vector<const county::Meter*> metersOf(county::MeterRole role) const {
        std::vector<const county::Meter*> meters;
        for (const county::Meter& meter : m_context.county().meters) {
            if (meter.role == role && m_book.inService(meter)) {
                meters.push_back(&meter);
            }
        }
        return meters;
    }

    std::vector<const county::Meter*> customerMeters(bool residentsOnly) const {
        std::vector<const county::Meter*> meters = metersOf(county::MeterRole::Customer);
        std::erase_if(meters, [&](const county::Meter* meter) {
            const auto user = m_users.find(meter->userCode);
            return user == m_users.end() || user->second->supply != county::Supply::PublicNetwork ||
                   (residentsOnly && user->second->nonResident);
        });
        return withoutSubMeters(std::move(meters));
    }

    Derivation stated(const SupplyBalance& record, const Item& item) const {
        Derivation derivation;
        derivation.id = "supply_balance." + std::string(item.column);
        derivation.name = item.name;
        derivation.unit = "m³";
        derivation.value = record.*item.field;
        derivation.expression = "i1.1";
        const std::string label = supplierLabel(record);
        UsedInput input{"supply_balance", "year = " + std::to_string(m_context.year), "m³", {}, {}};
        input.rows.push_back(
            inputRow(label + "/" + std::string(item.column), record.*item.field, record.origin));
        derivation.inputs.push_back(std::move(input));
        if (!derivation.value) {
            addMissing(
                derivation,
                say("{year} 年供水平衡表（{who}）未填{zh}；没有的请写 0",
                    "the supply balance of {year} ({who}) does not state {en}; write 0 if there was none",
                    {{"year", std::to_string(m_context.year)},
                     {"who", label},
                     {"zh", item.name.zh},
                     {"en", item.name.en}}));
        } else if (*derivation.value < 0) {
            derivation.value.reset();
            addMissing(
                derivation,
                say("{year} 年供水平衡表的{zh}为负数，请改正",
                    "{en} in the supply balance of {year} is negative; correct it",
                    {{"year", std::to_string(m_context.year)}, {"zh", item.name.zh}, {"en", item.name.en}}));
        }
        return derivation;
    }

    /// A blank total from the meters that measure it, when there is one supplier for them to belong to.
    Derivation metered(const SupplyBalance& record, const Item& item, std::string id,
                       const std::vector<const county::Meter*>& meters, const std::string& filter) const {
        if (!m_onlySupplier || meters.empty()) {
            Derivation derivation = stated(record, item);
            if (!m_onlySupplier) {
                derivation.notes.push_back(
                    {"有多个供水单位，水表不能归到其中一个，总量须在供水平衡表中填写",
                     "there are several suppliers and meters cannot be assigned to one of "
                     "them: state the total in the supply balance"});
            }
            return derivation;
        }
        Derivation derivation = meterTotal(
            m_book, std::move(id),
            say("{zh}（水表合计）", "{en} (sum of meters)", {{"zh", item.name.zh}, {"en", item.name.en}}),
            "year = " + std::to_string(m_context.year) + " and " + filter, meters);
        return derivation;
    }

    Derivation exported(const SupplyBalance& record, bool fromMeters) const {
        if (record.exportedM3) {
            return stated(record, kExported);
        }
        const auto meters = metersOf(county::MeterRole::Export);
        if (meters.empty() && fromMeters) {
            Derivation none =
                meterTotal(m_book, "exported_metered", kExported.name,
                           "year = " + std::to_string(m_context.year) + " and role = export", {});
            none.notes.push_back(
                {"没有登记转供水表，视为没有转供", "no export meter is registered: taken as none exported"});
            return none;
        }
        return metered(record, kExported, "exported_metered", meters, "role = export");
    }

    Derivation supply(const SupplyBalance& record) const {
        Derivation total;
        total.id = "supply_volume";
        total.name = {"供水总量 Q_s", "supply volume Q_s"};
        total.unit = "m³";
        total.clause = "CJJ 92-2016 表4.2.1";
        const auto inputMeters = metersOf(county::MeterRole::SystemInput);
        const bool fromMeters = !record.ownProductionM3 && m_onlySupplier && !inputMeters.empty();
        if (fromMeters) {
            total.formula = "Q_s = Σ V_in − Σ V_out";
            total.expression = "c1-c2";
            adopt(total, metered(record, kOwnProduction, "system_input_metered", inputMeters,
                                 "role = system_input"));
            if (record.purchasedM3) {
                total.notes.push_back(
                    {"自产供水量未填，进入管网的水量取自出厂表合计，已填的外购供水量不再相加",
                     "own production is blank: the input meters measure all water entering the "
                     "network, so the stated purchased water is not added"});
            }
        } else {
            total.formula = "Q_s = Q_own + Q_purchased − Q_exported";
            total.expression = "c1+c2-c3";
            adopt(total, stated(record, kOwnProduction));
            adopt(total, stated(record, kPurchased));
        }
        adopt(total, exported(record, fromMeters));
        const Derivation& out = total.children.back();
        if (!total.missing.empty()) {
            return total;
        }
        double sum = -*out.value;
        double low = -highOf(out);
        double high = -lowOf(out);
        for (std::size_t child = 0; child + 1 < total.children.size(); ++child) {
            sum += *total.children[child].value;
            low += lowOf(total.children[child]);
            high += highOf(total.children[child]);
        }
        total.value = sum;
        setRange(total, low, high);
        return total;
    }

    Derivation billedMetered(const SupplyBalance& record) const {
        if (record.billedMeteredM3) {
            return stated(record, kBilledMetered);
        }
        Derivation derivation = metered(record, kBilledMetered, "billed_metered", customerMeters(false),
                                        "role = customer and supply = public_network");
        double unassigned = 0;
        std::vector<std::string> codes;
        for (const county::Meter* meter : metersOf(county::MeterRole::Customer)) {
            const MeterVolume volume = m_book.volumeOf(*meter);
            if (!m_users.contains(meter->userCode) && volume.known()) {
                unassigned += volume.high();
                codes.push_back(meter->code);
            }
        }
        if (derivation.value && !codes.empty()) {
            const Text names = listed(codes);
            derivation.notes.push_back(
                {"未对应到用户的水表未计入：" + names.zh + "；范围上限计入其 " + fixed(unassigned, 0) + " m³",
                 "meters without a user are not counted: " + names.en + "; the upper bound includes their " +
                     fixed(unassigned, 0) + " m³"});
            setRange(derivation, lowOf(derivation), highOf(derivation) + unassigned);
        }
        return derivation;
    }

    Derivation consumption(const SupplyBalance& record) const {
        Derivation total;
        total.id = "consumption_volume";
        total.name = {"注册用户用水量 Q_a", "registered consumption Q_a"};
        total.unit = "m³";
        total.formula = "Q_a = 计费计量 + 计费未计量 + 免费计量 + 免费未计量";
        total.clause = "CJJ 92-2016 表4.2.1";
        adopt(total, billedMetered(record));
        for (const Item* item : {&kBilledUnmetered, &kFreeMetered, &kFreeUnmetered}) {
            adopt(total, stated(record, *item));
        }
        total.expression = sumOfChildren(total);
        if (!total.missing.empty()) {
            return total;
        }
        double sum = 0;
        double low = 0;
        double high = 0;
        for (const Derivation& child : total.children) {
            sum += *child.value;
            low += lowOf(child);
            high += highOf(child);
        }
        total.value = sum;
        setRange(total, low, high);
        return total;
    }

    Derivation resident(const SupplyBalance& record) const {
        if (record.residentMeteredM3) {
            return stated(record, kResident);
        }
        return metered(record, kResident, "resident_metered", customerMeters(true),
                       "role = customer and supply = public_network and non_resident = 0");
    }

    static void fill(SupplierYear& year) {
        year.filled = *year.record;
        if (year.supply.value) {
            // The table's root is all the balance needs of the three items that make up the supply.
            year.filled.ownProductionM3 = year.supply.value;
            year.filled.purchasedM3 = 0;
            year.filled.exportedM3 = 0;
        }
        const Derivation& billed = year.consumption.children.front();
        year.filled.billedMeteredM3 = billed.value;
        year.filled.residentMeteredM3 = year.resident.value;
    }
};

/// Records of the companies that the plan itself names.
std::vector<const SupplyBalance*> ofCompany(const Plan& plan,
                                            const std::vector<const SupplyBalance*>& records) {
    std::vector<const SupplyBalance*> result;
    for (const SupplyBalance* record : records) {
        for (const Body& body : plan.bodies) {
            const bool named =
                record->supplier == body.id || record->supplier == body.name ||
                std::find(body.aliases.begin(), body.aliases.end(), record->supplier) != body.aliases.end();
            if (body.kind == "company" && named) {
                result.push_back(record);
                break;
            }
        }
    }
    return result;
}

}  // namespace

std::string supplierLabel(const SupplyBalance& record) {
    return record.supplier.empty() ? "-" : record.supplier;
}

std::vector<SupplierYear> supplierYears(const RuleContext& context, Derivation& owner) {
    std::vector<const SupplyBalance*> records;
    for (const SupplyBalance& record : context.county().balances) {
        if (record.year == context.year) {
            records.push_back(&record);
        }
    }
    const bool onlySupplier = records.size() <= 1;
    const std::string scope = context.option(owner, "leakage_scope", "county");
    static const SupplyBalance kNothing;
    if (records.empty()) {
        records.push_back(&kNothing);
    } else if (scope == "company") {
        records = ofCompany(*context.input.plan, records);
        if (records.empty()) {
            addMissing(owner,
                       say("{year} 年供水平衡表中没有方案所列供水公司的记录",
                           "the supply balances of {year} hold no record of the company the plan names",
                           {{"year", std::to_string(context.year)}}));
        }
    }
    const Volumes volumes(context, onlySupplier);
    std::vector<SupplierYear> years;
    for (const SupplyBalance* record : records) {
        years.push_back(volumes.of(*record));
    }
    return years;
}

}  // namespace shuiheng::compliance
