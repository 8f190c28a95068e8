#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compliance/rule.h"

/// Ratios of members that can show something: certified, diagnosed, audited, closed, monitored, inspected.
///   ratio = members with proof on the day / members due × 100 %;  members and proofs are lists, kept by name
/// Internal to compliance.
namespace shuiheng::compliance {

/// Somebody who is due, and what he can show for it.
struct Member {
    std::string key;
    std::string name;
    county::Origin origin;
    Text remark;       ///< said of a member without proof
    std::string code;  ///< another name proofs may go by
    std::optional<double> volumeM3 = {};
    std::optional<InputRow> proof = {};

    bool isCalled(const std::string& holder) const {
        return !holder.empty() && (holder == key || holder == name || holder == code);
    }
    /// A proof that is there on the reference day counts; a later one leaves the member without, and says so.
    void show(const RuleContext& context, InputRow row, std::optional<Date> since);
};

/// The two lists of a ratio, as tables.
struct RatioNames {
    std::string id;
    Text name;
    Text due;
    Text shown;
    Text lacking;      ///< what a shortfall is called
    std::string unit;  ///< of the members: 家, 所, 个
    std::string dueTable;
    std::string dueFilter;
    std::string proofTable;
    std::string proofFilter;
    Text nobodyDue;
    Text nothingShown = {};  ///< used when the register of proofs is empty
};

/// `anyProof`: the register of proofs holds anything of the kind; if not, nobody can be judged by it.
RuleResult ratioOf(const RuleContext& context, const RatioNames& names, std::vector<Member> members,
                   bool anyProof = true);

/// How many more of those due must show something for the milestone's percentage.
void needMembers(const RuleContext& context, RuleResult& result, const RatioNames& names, double due,
                 double shown);

/// A counted list as a figure.
Derivation countOf(const std::string& id, const Text& name, const std::string& unit, const std::string& table,
                   const std::string& filter, std::vector<InputRow> rows);

bool existsOn(std::optional<Date> from, std::optional<Date> to, Date day);

}  // namespace shuiheng::compliance
