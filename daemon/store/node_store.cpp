// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/node_store.h"

#include "daemon/store/database.h"
#include "daemon/store/file_io.h"
#include "daemon/store/initiator_name.h"
#include "daemon/store/input_checks.h"
#include "daemon/store/node_rows.h"
#include "daemon/store/node_writer.h"
#include "daemon/store/secret_keys.h"
#include "daemon/store/sql.h"
#include "daemon/store/state_lock.h"
#include "daemon/store/store_thread.h"

#include <QMetaObject>

#include <algorithm>
#include <future>
#include <map>

namespace portolan::store {

namespace {

struct Contents {
    std::unique_ptr<Database> database;
    std::unique_ptr<NodeWriter> writer;
    std::vector<StoredNode> nodes;
    std::vector<StoredPortal> portals;
    QString initiatorName;
    NodeSettings nodeDefaults;
};

QString nameFile(const QString &stateDirectory) { return stateDirectory + QStringLiteral("/initiatorname"); }

/// The row that makes a new database complete. The name comes from the file if there is one (NAM-13).
Result<> fillNewDatabase(const QSqlDatabase &db, const NodeStore::Config &config, QStringList *notices)
{
    auto name = readInitiatorNameFile(nameFile(config.stateDirectory));
    if (name)
        notices->append(QStringLiteral("the database was missing; the initiator name %1 was kept").arg(*name));
    else if (name.error().code == ErrorCode::NotFound)
        name = generateInitiatorName(config.random);
    if (!name)
        return fail(name.error());
    const auto isidBits = randomIsidBits(config.random);
    if (!isidBits)
        return fail(isidBits.error());
    Statement insert(db, "INSERT INTO initiator (id, name, isid_random, next_qualifier) VALUES (1, ?, ?, 0)");
    return insert.run({sqlText(*name), sqlNumber(*isidBits)});
}

Result<> readContents(const QSqlDatabase &db, Contents *contents)
{
    const auto name = queryValue(db, QStringLiteral("SELECT name FROM initiator"));
    if (!name && name.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::DatabaseDamaged, "it does not know this initiator");
    if (!name)
        return fail(name.error());
    contents->initiatorName = name->toString();
    auto defaults = readNodeDefaults(db);
    if (!defaults)
        return fail(defaults.error());
    contents->nodeDefaults = std::move(*defaults);
    auto portals = readAllPortals(db);
    if (!portals)
        return fail(portals.error());
    contents->portals = std::move(*portals);
    auto nodes = readAllNodes(db);
    if (!nodes)
        return fail(nodes.error());
    contents->nodes = std::move(*nodes);
    return {};
}

/// Runs on the store's thread.
Result<Contents> openContents(const NodeStore::Config &config, const SecretBox *secrets, QStringList *notices)
{
    const QString path = config.stateDirectory + QStringLiteral("/portolan.db");
    if (Database::exists(path)) {
        if (auto hidden = makePrivate(path, notices); !hidden)
            return fail(hidden.error());
    }
    Database::Config database;
    database.path = path;
    database.fill = [&](const QSqlDatabase &db) { return fillNewDatabase(db, config, notices); };
    database.check = [](const QSqlDatabase &db) -> Result<> {
        Contents contents;
        return readContents(db, &contents);
    };
    auto opened = Database::open(database);
    if (!opened)
        return fail(opened.error());
    Contents contents;
    contents.database = std::move(*opened);
    const QSqlDatabase &db = contents.database->handle();
    if (auto read = readContents(db, &contents); !read)
        return fail(std::move(read.error()).within(path.toStdString()));
    const auto backup = readInitiatorNameFile(nameFile(config.stateDirectory));
    if (!backup || *backup != contents.initiatorName) {
        if (auto written = writeInitiatorNameFile(nameFile(config.stateDirectory), contents.initiatorName); !written)
            return fail(written.error());
    }
    contents.writer = std::make_unique<NodeWriter>(NodeWriter::Config{db, secrets, config.random, config.now});
    return contents;
}

} // namespace

struct NodeStore::Private {
    Private(StateLock stateLock, SecretBox box, Config settings)
        : config(std::move(settings))
        , lock(std::move(stateLock))
        , secrets(std::move(box))
    {}
    ~Private()
    {
        thread.post([this] { // a connection is closed by the thread that opened it
            writer.reset();
            database.reset();
        });
        thread.finish();
    }

    const Config config;
    const StateLock lock;
    const SecretBox secrets;
    QStringList notices;

    // Memory: the owner's thread only.
    QString initiatorName;
    NodeSettings nodeDefaults;
    std::map<std::int64_t, StoredNode> nodes;
    std::map<std::int64_t, StoredPortal> portals;

    // Disk: the store's thread only.
    std::unique_ptr<Database> database;
    std::unique_ptr<NodeWriter> writer;
    StoreThread thread;

    Result<> open();
    void apply(NodeStore *store, const Change &change);
    template <typename T>
    void submit(NodeStore *store, std::function<Result<T>(NodeWriter *, Change *)> work, Done<T> done);
};

Result<> NodeStore::Private::open()
{
    std::promise<Result<Contents>> promise;
    thread.post([this, &promise] { promise.set_value(openContents(config, &secrets, &notices)); });
    auto contents = promise.get_future().get();
    if (!contents)
        return fail(contents.error());
    database = std::move(contents->database);
    writer = std::move(contents->writer);
    initiatorName = contents->initiatorName;
    nodeDefaults = contents->nodeDefaults;
    for (StoredNode &node : contents->nodes)
        nodes.emplace(node.record.id, std::move(node));
    for (StoredPortal &portal : contents->portals)
        portals.emplace(portal.record.id, std::move(portal));
    return {};
}

/// First all of memory, then the signals: whoever hears one sees the state after the whole transaction.
void NodeStore::Private::apply(NodeStore *store, const Change &change)
{
    std::vector<std::int64_t> changedNodes;
    std::vector<std::int64_t> changedPortals;
    for (const StoredPortal &portal : change.portals) {
        const auto known = portals.find(portal.record.id);
        if (known == portals.end() || !(known->second == portal))
            changedPortals.push_back(portal.record.id);
        portals[portal.record.id] = portal;
    }
    for (const StoredNode &node : change.nodes) {
        const auto known = nodes.find(node.record.id);
        if (known == nodes.end() || !(known->second == node))
            changedNodes.push_back(node.record.id);
        nodes[node.record.id] = node;
    }
    for (const std::int64_t id : change.removedNodes)
        nodes.erase(id);
    for (const std::int64_t id : change.removedPortals)
        portals.erase(id);
    const bool renamed = change.initiatorName && *change.initiatorName != initiatorName;
    if (renamed)
        initiatorName = *change.initiatorName;
    const bool otherDefaults = change.nodeDefaults && *change.nodeDefaults != nodeDefaults;
    if (otherDefaults)
        nodeDefaults = *change.nodeDefaults;

    for (const std::int64_t id : changedPortals)
        emit store->portalChanged(id);
    for (const std::int64_t id : changedNodes)
        emit store->nodeChanged(id);
    for (const std::int64_t id : change.removedNodes)
        emit store->nodeRemoved(id);
    for (const std::int64_t id : change.removedPortals)
        emit store->portalRemoved(id);
    if (renamed)
        emit store->initiatorNameChanged();
    if (otherDefaults)
        emit store->nodeDefaultsChanged();
}

template <typename T>
void NodeStore::Private::submit(NodeStore *store, std::function<Result<T>(NodeWriter *, Change *)> work, Done<T> done)
{
    thread.post([this, store, work = std::move(work), done = std::move(done)] {
        struct Outcome {
            Result<T> result;
            Change change;
        };
        auto outcome = std::make_shared<Outcome>();
        const auto committed = database->transaction([&]() -> Result<> {
            outcome->result = work(writer.get(), &outcome->change);
            if (!outcome->result)
                return fail(outcome->result.error());
            return {};
        });
        if (!committed)
            outcome->result = fail(committed.error());
        // Queued, so in the order of the transactions; dropped by Qt if the store is destroyed first.
        QMetaObject::invokeMethod(
            store,
            [this, store, outcome, done] {
                if (outcome->result)
                    apply(store, outcome->change);
                if (done)
                    done(std::move(outcome->result));
            },
            Qt::QueuedConnection);
    });
}

NodeStore::NodeStore(std::unique_ptr<Private> internals)
    : d(std::move(internals))
{}

NodeStore::~NodeStore() = default;

Result<std::unique_ptr<NodeStore>> NodeStore::open(Config config)
{
    QStringList notices;
    auto lock = StateLock::take(config.stateDirectory, &notices);
    if (!lock)
        return fail(lock.error());
    auto secrets = loadSecretBox(config.credentialsDirectory, config.stateDirectory, config.random, &notices);
    if (!secrets)
        return fail(secrets.error());
    auto d = std::make_unique<Private>(std::move(*lock), std::move(*secrets), std::move(config));
    d->notices = notices;
    if (auto opened = d->open(); !opened)
        return fail(opened.error());
    return std::unique_ptr<NodeStore>(new NodeStore(std::move(d)));
}

QStringList NodeStore::notices() const { return d->notices; }

QString NodeStore::initiatorName() const { return d->initiatorName; }

void NodeStore::setInitiatorName(const QString &name, Done<void> done)
{
    d->submit<void>(
        this,
        [name, file = nameFile(d->config.stateDirectory)](NodeWriter *writer, Change *change) -> Result<> {
            if (auto valid = checkInitiatorName(name); !valid)
                return valid;
            if (auto changed = writer->setInitiatorName(name, change); !changed)
                return changed;
            // Before the commit: if this fails nothing has changed, and if the commit fails the next start puts the
            // name of the database back into the file.
            return writeInitiatorNameFile(file, name);
        },
        std::move(done));
}

std::vector<NodeRecord> NodeStore::nodes() const
{
    std::vector<NodeRecord> records;
    records.reserve(d->nodes.size());
    for (const auto &[id, node] : d->nodes)
        records.push_back(node.record);
    return records;
}

std::vector<PortalRecord> NodeStore::portals() const
{
    std::vector<PortalRecord> records;
    records.reserve(d->portals.size());
    for (const auto &[id, portal] : d->portals)
        records.push_back(portal.record);
    return records;
}

Result<NodeRecord> NodeStore::node(std::int64_t id) const
{
    const auto found = d->nodes.find(id);
    if (found == d->nodes.end())
        return fail(ErrorCode::NotFound, "there is no node " + std::to_string(id));
    return found->second.record;
}

void NodeStore::addPortal(const Portal &portal, const QString &interface, PortalKind kind, Done<std::int64_t> done)
{
    d->submit<std::int64_t>(
        this,
        [portal, interface, kind](NodeWriter *writer, Change *change) {
            return writer->addPortal(portal, interface, kind, change);
        },
        std::move(done));
}

void NodeStore::removePortal(std::int64_t id, Done<void> done)
{
    d->submit<void>(
        this, [id](NodeWriter *writer, Change *change) { return writer->removePortal(id, change); }, std::move(done));
}

void NodeStore::setDiscoveryResult(std::int64_t portalId, const QString &result, ChapUse used, Done<void> done)
{
    d->submit<void>(
        this,
        [portalId, result, used](NodeWriter *writer, Change *change) {
            return writer->setDiscoveryResult(portalId, result, used, change);
        },
        std::move(done));
}

void NodeStore::setRefreshInterval(std::int64_t portalId, std::uint32_t seconds, Done<void> done)
{
    d->submit<void>(
        this,
        [portalId, seconds](NodeWriter *writer, Change *change) {
            return writer->setRefreshInterval(portalId, seconds, change);
        },
        std::move(done));
}

void NodeStore::mergeDiscovered(std::int64_t portalId, std::vector<DiscoveredNode> found, bool complete,
                                Done<MergeResult> done)
{
    d->submit<MergeResult>(
        this,
        [portalId, found = std::move(found), complete](NodeWriter *writer, Change *change) {
            return writer->mergeDiscovered(portalId, found, complete, change);
        },
        std::move(done));
}

NodeSettings NodeStore::nodeDefaults() const { return d->nodeDefaults; }

void NodeStore::changeNodeDefaults(std::function<Result<NodeSettings>(const NodeSettings &)> change, Done<void> done)
{
    d->submit<void>(
        this,
        [change = std::move(change)](NodeWriter *writer, Change *changed) -> Result<> {
            const auto before = writer->nodeDefaults();
            if (!before)
                return fail(before.error());
            const auto after = change(*before);
            if (!after)
                return fail(after.error());
            return *after == *before ? Result<>() : writer->setNodeDefaults(*after, changed);
        },
        std::move(done));
}

void NodeStore::addNode(const DiscoveredNode &node, Done<std::int64_t> done)
{
    d->submit<std::int64_t>(
        this, [node](NodeWriter *writer, Change *change) { return writer->addNode(node, change); }, std::move(done));
}

void NodeStore::updateSettings(std::int64_t nodeId, const NodeSettings &settings, Done<void> done)
{
    d->submit<void>(
        this,
        [nodeId, settings](NodeWriter *writer, Change *change) {
            return writer->updateSettings(nodeId, settings, change);
        },
        std::move(done));
}

void NodeStore::setNodeInterface(std::int64_t nodeId, const QString &interface, Done<void> done)
{
    d->submit<void>(
        this,
        [nodeId, interface](NodeWriter *writer, Change *change) {
            return writer->setNodeInterface(nodeId, interface, change);
        },
        std::move(done));
}

void NodeStore::removeNode(std::int64_t nodeId, Done<void> done)
{
    d->submit<void>(
        this, [nodeId](NodeWriter *writer, Change *change) { return writer->removeNode(nodeId, change); },
        std::move(done));
}

void NodeStore::setLoginResult(std::int64_t nodeId, const QString &alias, const QString &error, ChapUse used,
                               Done<void> done)
{
    d->submit<void>(
        this,
        [nodeId, alias, error, used](NodeWriter *writer, Change *change) {
            return writer->setLoginResult(nodeId, alias, error, used, change);
        },
        std::move(done));
}

void NodeStore::setNodeSecret(std::int64_t nodeId, SecretDirection direction, const QString &name, Secret secret,
                              Done<void> done)
{
    // Shared, so that copies of the task are not copies of the secret.
    const auto input =
        std::make_shared<const NodeWriter::SecretInput>(NodeWriter::SecretInput{direction, name, std::move(secret)});
    d->submit<void>(
        this,
        [nodeId, input](NodeWriter *writer, Change *change) { return writer->setNodeSecret(nodeId, *input, change); },
        std::move(done));
}

void NodeStore::clearNodeSecret(std::int64_t nodeId, SecretDirection direction, Done<void> done)
{
    d->submit<void>(
        this,
        [nodeId, direction](NodeWriter *writer, Change *change) {
            return writer->clearNodeSecret(nodeId, direction, change);
        },
        std::move(done));
}

Result<Secret> NodeStore::nodeSecret(std::int64_t nodeId, SecretDirection direction) const
{
    const auto found = d->nodes.find(nodeId);
    if (found == d->nodes.end() || found->second.sealed[std::size_t(direction)].isEmpty())
        return fail(ErrorCode::NotFound, "node " + std::to_string(nodeId) + " has no such password");
    return d->secrets.open(nodeSecretContext(nodeId, direction), found->second.sealed[std::size_t(direction)]);
}

std::vector<std::int64_t> NodeStore::nodesSharingSecret(std::int64_t nodeId, SecretDirection direction) const
{
    std::vector<std::int64_t> sharing;
    const auto own = nodeSecret(nodeId, direction);
    if (!own)
        return sharing;
    for (const auto &entry : d->nodes) {
        const std::int64_t other = entry.first;
        // All portals of one target have the same account, so its own nodes are no news.
        if (entry.second.record.targetName == d->nodes.at(nodeId).record.targetName ||
            entry.second.sealed[std::size_t(direction)].isEmpty())
            continue;
        const auto secret = nodeSecret(other, direction);
        if (secret && Secret::equal(secret->bytes(), own->bytes()))
            sharing.push_back(other);
    }
    return sharing;
}

void NodeStore::setPortalSecret(std::int64_t portalId, SecretDirection direction, const QString &name, Secret secret,
                                Done<void> done)
{
    const auto input =
        std::make_shared<const NodeWriter::SecretInput>(NodeWriter::SecretInput{direction, name, std::move(secret)});
    d->submit<void>(
        this,
        [portalId, input](NodeWriter *writer, Change *change) {
            return writer->setPortalSecret(portalId, *input, change);
        },
        std::move(done));
}

void NodeStore::clearPortalSecret(std::int64_t portalId, SecretDirection direction, Done<void> done)
{
    d->submit<void>(
        this,
        [portalId, direction](NodeWriter *writer, Change *change) {
            return writer->clearPortalSecret(portalId, direction, change);
        },
        std::move(done));
}

Result<Secret> NodeStore::portalSecret(std::int64_t portalId, SecretDirection direction) const
{
    const auto found = d->portals.find(portalId);
    if (found == d->portals.end() || found->second.sealed[std::size_t(direction)].isEmpty())
        return fail(ErrorCode::NotFound, "portal " + std::to_string(portalId) + " has no such password");
    return d->secrets.open(portalSecretContext(portalId, direction), found->second.sealed[std::size_t(direction)]);
}

void NodeStore::import(std::shared_ptr<const ImportedDatabase> source, const ImportOptions &options,
                       Done<ImportPlan> done)
{
    d->submit<ImportPlan>(
        this,
        [source = std::move(source), options,
         file = nameFile(d->config.stateDirectory)](NodeWriter *writer, Change *change) -> Result<ImportPlan> {
            auto plan = writer->planImport(source, options);
            if (!plan || options.dryRun)
                return plan;
            if (auto imported = writer->import(*plan, change); !imported)
                return fail(imported.error());
            // As in setInitiatorName(): the last thing that can fail before the commit.
            if (plan->initiatorNameTaken) {
                if (auto written = writeInitiatorNameFile(file, plan->initiatorNameThere); !written)
                    return fail(written.error());
            }
            return plan;
        },
        std::move(done));
}

} // namespace portolan::store
