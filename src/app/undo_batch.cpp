#include "app/undo_batch.h"

#include "app/check_project.h"
#include "app/volumes.h"
#include "store/batches.h"
#include "store/readings.h"

namespace shuiheng::app {

Result<UndoSummary> undoBatch(store::Project& project, std::int64_t id, const JobContext& job) {
    const auto batch = store::findBatch(project, id);
    if (!batch) {
        return failure(batch.error());
    }
    if (!*batch) {
        return failure(Problem("BATCH_UNKNOWN", {{"batch", std::to_string(id)}}));
    }
    if ((*batch)->status != "done") {
        return failure(Problem("BATCH_ALREADY_UNDONE", {{"batch", std::to_string(id)}}));
    }
    auto transaction = store::Transaction::begin(project);
    if (!transaction) {
        return failure(transaction.error());
    }
    UndoSummary summary;
    summary.batch = id;
    summary.fileName = (*batch)->fileName;
    const IndicatorWatch watch(project);
    const ingest::ValidationParameters parameters =
        validationParameters(watch.parameters(), project.clock().now().date());
    store::ReadingStore store(project);
    const auto basis = volumeBasis(store);
    if (!basis) {
        return failure(basis.error());
    }
    if ((*batch)->kind == "readings") {
        if (Result<> removed = store::removeMeterChanges(project, id); !removed) {
            return failure(removed.error());
        }
        const auto touched = store.removeBatch(id);
        if (!touched) {
            return failure(touched.error());
        }
        std::int64_t done = 0;
        for (const store::ReadingStore::Touched& one : *touched) {
            if (job.stopRequested()) {
                return failure(Problem("JOB_STOPPED"));
            }
            if (Result<> volumes = recomputeVolumes(store, one.meter, one.first, one.last, parameters);
                !volumes) {
                return failure(volumes.error());
            }
            job.report(++done, static_cast<std::int64_t>(touched->size()));
        }
        summary.metersTouched = static_cast<std::int64_t>(touched->size());
        const auto orphans = store::removeOrphanMeters(project, id);
        if (!orphans) {
            return failure(orphans.error());
        }
        summary.metersRemoved = *orphans;
    } else if (Result<> reverted = store::revertBatchChanges(project, id); !reverted) {
        return failure(reverted.error());
    }
    if (Result<> volumes = recomputeWhereDiffers(store, *basis, parameters, job); !volumes) {
        return failure(volumes.error());
    }
    if (Result<> marked = store::markBatchUndone(project, id); !marked) {
        return failure(marked.error());
    }
    const auto reports = store::reportsUsing(project, id);
    if (!reports) {
        return failure(reports.error());
    }
    summary.frozenReports = *reports;
    summary.effects = watch.effects();
    if (Result<> committed = transaction->commit("undo_batch", summary.fileName, id); !committed) {
        return failure(committed.error());
    }
    return summary;
}

}  // namespace shuiheng::app
