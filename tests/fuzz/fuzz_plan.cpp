// Plan and parameter files from anywhere: whatever the bytes, the readers come back, and what they come back
// with holds: a plan or problems, never both, never neither; every problem on a line that the text has.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "compliance/check.h"
#include "ingest/parameter_file.h"
#include "ingest/plan_file.h"

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void requireLines(const std::vector<shuiheng::Problem>& problems, std::string_view text) {
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    for (const shuiheng::Problem& problem : problems) {
        require(!problem.code.empty() && problem.where.line >= 0 && problem.where.line <= lines);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace shuiheng;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ingest::ParameterFile parameters = ingest::readParameters(text, "fuzz.json");
    require(parameters.table.has_value() == parameters.problems.empty());
    requireLines(parameters.problems, text);

    const ingest::PlanFile file = ingest::readPlan(text, "fuzz.json");
    require(file.plan.has_value() == file.problems.empty());
    requireLines(file.problems, text);
    if (file.plan) {
        // A plan that loads can be checked, whatever it asks for.
        const county::Snapshot nothing;
        const compliance::ParameterTable none;
        const auto result = compliance::check(
            {file.plan->lastYear, &nothing, &*file.plan, &none, compliance::switchState(*file.plan, {})});
        require(result.milestones.size() == file.plan->milestones.size());
    }
    return 0;
}
