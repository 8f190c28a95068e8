#include "app/project_info.h"

#include "store/batches.h"
#include "store/registers.h"

namespace shuiheng::app {

Result<InfoSummary> projectInfo(const store::Project& project) {
    InfoSummary summary;
    summary.project = project.info();
    for (const store::RegisterTable& table : store::registerTables()) {
        const auto count = store::countRecords(project, table.name);
        if (!count) {
            return failure(count.error());
        }
        summary.counts.emplace_back(table.name, *count);
    }
    const auto readings = store::countReadings(project);
    const auto batches = store::readBatches(project);
    const auto findings = project.integrityFindings();
    if (!readings || !batches || !findings) {
        return failure(!readings ? readings.error() : !batches ? batches.error() : findings.error());
    }
    summary.counts.emplace_back("readings", *readings);
    summary.batches = static_cast<std::int64_t>(batches->size());
    summary.findings = *findings;
    return summary;
}

}  // namespace shuiheng::app
