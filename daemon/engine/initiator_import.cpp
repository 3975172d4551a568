// SPDX-License-Identifier: GPL-3.0-or-later
// The Initiator's import of open-iscsi's database: read on a thread of its own, taken over in one transaction.
#include "common/background/background.h"
#include "daemon/engine/import_result.h"
#include "daemon/engine/initiator_private.h"
#include "daemon/store/import/open_iscsi_reader.h"
#include "daemon/store/node_store.h"

#include <QPointer>

namespace portolan::engine {

namespace {

using Imported = Result<store::ImportedDatabase>;

OperationEnd failed(Error error) { return {std::move(error), {}, {}}; }

} // namespace

uint Initiator::importAvailable() const { return d->importAvailable; }

void Initiator::Private::lookForImport()
{
    lookingForImport = true;
    lastImportLook = time->now();
    runInBackground<uint>(
        q, [folders = config.openIscsiFolders] { return uint(store::countOpenIscsiTargets(folders)); },
        [this](uint targets) {
            lookingForImport = false;
            if (importAvailable == targets)
                return;
            importAvailable = targets;
            emit q->importAvailableChanged();
        });
}

JobId Initiator::importOpenIscsi(ImportRequest request)
{
    JobInfo job;
    job.operation = QStringLiteral("import");
    job.startedByUid = request.startedByUid;
    auto folders =
        request.path.isEmpty() ? d->config.openIscsiFolders : std::vector<std::string>{request.path.toStdString()};
    const auto cancelled = std::make_shared<bool>(false);
    return d->begin(
        std::move(job),
        [this, folders = std::move(folders), options = request.options, cancelled](const Operation &asked) {
            asked.phase(QStringLiteral("reading"));
            runInBackground<Imported>(
                this, [folders] { return store::readOpenIscsi(folders); },
                [this, options, cancelled, asked,
                 folder = folders.empty() ? std::string() : folders.front()](Imported imported) {
                    if (*cancelled)
                        return;
                    if (!imported)
                        return asked.done(failed(imported.error()));
                    d->import(std::make_shared<const store::ImportedDatabase>(std::move(*imported)), options,
                              QString::fromStdString(folder), asked);
                });
        },
        [cancelled] { *cancelled = true; });
}

void Initiator::Private::import(std::shared_ptr<const store::ImportedDatabase> source,
                                const store::ImportOptions &options, const QString &folder, const Operation &asked)
{
    if (!options.dryRun)
        asked.finalise(); // The store is asked now, and will have done it whatever is said meanwhile.
    const QPointer<Initiator> self(q);
    config.store->import(std::move(source), options,
                         [this, self, folder, asked](const Result<store::ImportPlan> &plan) {
                             if (!self)
                                 return;
                             if (!plan)
                                 return asked.done(failed(plan.error()));
                             if (!plan->options.dryRun)
                                 imported(*plan, folder);
                             asked.done({{}, {}, importResult(*plan)});
                         });
}

void Initiator::Private::imported(const store::ImportPlan &plan, const QString &folder)
{
    using store::ImportPlan;
    const auto count = [&plan](ImportPlan::State state) {
        return uint(std::ranges::count(plan.nodes, state, &ImportPlan::Node::state));
    };
    const uint added = count(ImportPlan::State::New);
    const uint changed = count(ImportPlan::State::Changed);
    log({0,
         {},
         Severity::Info,
         QStringLiteral("import.done"),
         folder,
         QStringLiteral("took over from open-iscsi: %1 new nodes, %2 changed").arg(added).arg(changed),
         0,
         0,
         {{QStringLiteral("new"), added}, {QStringLiteral("changed"), changed}}});
    tellSecrets(plan);
    if (plan.initiatorNameTaken)
        nameChanged(plan.initiatorNameThere);
}

void Initiator::Private::tellSecrets(const store::ImportPlan &plan)
{
    using store::ImportPlan;
    // New nodes have no controller yet that could wait for a password.
    for (const ImportPlan::Node &node : plan.nodes) {
        for (const auto direction : {store::SecretDirection::Initiator, store::SecretDirection::Target}) {
            if (node.id != 0 && node.accounts[std::size_t(direction)] == ImportPlan::Account::Taken)
                secretChanged(node.id, direction, true);
        }
    }
}

} // namespace portolan::engine
