// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/take_over.h"

#include "common/background/background.h"
#include "daemon/store/import/open_iscsi_reader.h"
#include "daemon/store/node_store.h"

#include <QPointer>

#include <algorithm>

namespace portolan::engine {

namespace {

constexpr std::size_t kShortestSecret = 12, kLongest = 255; // RFC 7143 §9.2.1, and the store's own limit
constexpr std::uint32_t kLeastLength = 512, kMostLength = 16777215, kMostR2Ts = 65535;
constexpr std::int64_t kMostSeconds = 3600, kMostReplacement = 86400;

std::int64_t secondsOf(std::chrono::milliseconds time)
{
    return std::chrono::duration_cast<std::chrono::seconds>(time).count();
}

bool usable(const store::ImportedAccount &account)
{
    return !account.name.empty() && account.name.size() <= kLongest && account.secret.size() >= kShortestSecret &&
           account.secret.size() <= kLongest;
}

store::ImportedSettings settingsOf(const dataplane::ForeignSession &session)
{
    const auto digest = [](bool on) { return on ? store::ImportedDigest::Prefer : store::ImportedDigest::Off; };
    const auto length = [](std::uint32_t bytes) { return std::clamp(bytes, kLeastLength, kMostLength); };
    const auto seconds = [](std::chrono::milliseconds time) {
        return std::uint32_t(std::clamp<std::int64_t>(secondsOf(time), 0, kMostSeconds));
    };
    const auto &parameters = session.parameters;
    store::ImportedSettings settings;
    settings.headerDigest = digest(parameters.headerDigest);
    settings.dataDigest = digest(parameters.dataDigest);
    settings.maxRecvDataSegmentLength = length(parameters.maxRecvDataSegmentLength);
    settings.maxBurstLength = length(parameters.maxBurstLength);
    settings.firstBurstLength = std::min(length(parameters.firstBurstLength), *settings.maxBurstLength);
    settings.maxOutstandingR2T = std::clamp(parameters.maxOutstandingR2T, 1U, kMostR2Ts);
    settings.initialR2T = parameters.initialR2T;
    settings.immediateData = parameters.immediateData;
    settings.noopInterval = seconds(session.timeouts.nopInterval);
    settings.noopTimeout = seconds(session.timeouts.nopTimeout);
    settings.replacementTimeout =
        std::int32_t(std::clamp<std::int64_t>(secondsOf(session.timeouts.replacement), -1, kMostReplacement));
    return settings;
}

std::optional<store::ImportedNode> stored(const std::vector<std::string> &folders, const std::string &target,
                                          const Portal &portal)
{
    auto database = store::readOpenIscsi(folders);
    if (!database)
        return std::nullopt; // There is no open-iscsi here, or it cannot be read: the kernel knows enough.
    const auto found = std::ranges::find_if(database->nodes, [&](const store::ImportedNode &node) {
        return node.targetName == target && node.portal == portal;
    });
    return found != database->nodes.end() ? std::optional(std::move(*found)) : std::nullopt;
}

SessionDescription descriptionOf(const SessionInfo &shown, NodeId node)
{
    SessionDescription description{node, shown};
    description.info.node = node;
    description.info.foreign = false;
    description.info.program.clear();
    return description;
}

} // namespace

TakeOver::TakeOver(Environment environment, SessionNumber session, Operation operation)
    : m_env(std::move(environment))
    , m_number(session)
    , m_operation(std::move(operation))
{}

void TakeOver::start()
{
    const auto *const controller = m_env.registry->ofSession(m_number);
    if (!controller)
        return end({ErrorCode::NotFound, "there is no session " + std::to_string(m_number), 0, 0});
    if (!controller->isForeign())
        return end({ErrorCode::AlreadyExists, "Portolan looks after this session already", 0, 0});
    m_plane = controller->session()->plane;
    const auto sessions = m_plane->foreignSessions();
    const auto found = std::ranges::find(sessions, controller->session()->handle, &dataplane::ForeignSession::handle);
    if (found == sessions.end())
        return end({ErrorCode::NotFound, "the session has just ended", 0, 0});
    m_foreign = *found;
    if (!m_foreign.program.isEmpty())
        return end(dataplane::stillLookedAfter(m_foreign.program));
    // A login under another name would be another session, and this one's disks would go.
    if (const QString ours = m_env.store->initiatorName(); m_foreign.initiatorName != ours)
        return end({ErrorCode::InvalidArgument,
                    "the session was made under the initiator name " + m_foreign.initiatorName.toStdString() +
                        ", and this machine's is " + ours.toStdString() + " here; make them equal first",
                    0, 0});
    m_operation.phase(QStringLiteral("reading"));
    readStored();
}

void TakeOver::readStored()
{
    using Found = std::optional<store::ImportedNode>;
    runInBackground<Found>(
        this,
        [folders = m_env.openIscsiFolders, target = m_foreign.targetName.toStdString(),
         portal = m_foreign.persistentPortal] { return stored(folders, target, portal); },
        [this](Found node) {
            if (node)
                import(std::move(*node));
            else
                readKernel();
        });
}

void TakeOver::readKernel()
{
    m_plane->readForeignAccounts(
        m_foreign.handle, [self = QPointer(this)](Result<dataplane::ForeignAccounts> accounts) {
            if (!self)
                return;
            if (!accounts)
                return self->end(accounts.error());
            const auto &foreign = self->m_foreign;
            store::ImportedNode node;
            node.targetName = foreign.targetName.toStdString();
            node.portal = foreign.persistentPortal;
            node.portalGroupTag = foreign.portalGroupTag;
            node.settings = settingsOf(foreign);
            node.initiator = {accounts->chapName.toStdString(), std::move(accounts->secret)};
            node.target = {accounts->targetChapName.toStdString(), std::move(accounts->targetSecret)};
            self->import(std::move(node));
        });
}

void TakeOver::import(store::ImportedNode node)
{
    if (!usable(node.initiator))
        node.initiator = {};
    if (!usable(node.target) || node.initiator.secret.empty() ||
        Secret::equal(node.initiator.secret.bytes(), node.target.secret.bytes()))
        node.target = {};
    const bool lacksSecret = (m_foreign.auth != protocol::AuthUsed::None && node.initiator.secret.empty()) ||
                             (m_foreign.auth == protocol::AuthUsed::MutualChap && node.target.secret.empty());
    if (lacksSecret)
        m_warnings << QStringLiteral("secret-not-taken");
    m_operation.finalise(); // Neither the store nor the data plane takes back what it was asked.
    auto source = std::make_shared<store::ImportedDatabase>();
    source->nodes.push_back(std::move(node));
    m_env.store->import(source, {}, [self = QPointer(this)](const Result<store::ImportPlan> &plan) {
        if (!self)
            return;
        if (!plan)
            return self->end(plan.error());
        self->m_env.imported(*plan);
        self->take();
    });
}

void TakeOver::take()
{
    // By its handle: with its node it may have got another number.
    const auto *const controller = m_env.registry->owner(m_plane, m_foreign.handle);
    if (!controller || !controller->isForeign())
        return end({ErrorCode::NotFound, "the session has just ended", 0, 0});
    const NodeId node = m_env.registry->nodeAt(m_foreign.targetName, m_foreign.persistentPortal);
    if (node == 0)
        return end({ErrorCode::NotFound, "its node was removed meanwhile", 0, 0});
    auto description = descriptionOf(controller->session()->info, node);
    const QByteArray json = description.toJson();
    m_plane->takeOver(m_foreign.handle, json,
                      [self = QPointer(this), node,
                       description = std::move(description)](const Result<dataplane::RunningSession> &running) {
                          if (!self)
                              return;
                          if (!running)
                              return self->end(running.error());
                          self->taken(node, *running, description);
                      });
}

void TakeOver::taken(NodeId node, const dataplane::RunningSession &running, const SessionDescription &description)
{
    m_env.registry->takenOver(node, m_plane, running, description);
    const auto *const controller = m_env.registry->existing(node);
    const SessionNumber number = controller && controller->session() ? controller->session()->info.number : 0;
    m_operation.done({{},
                      {},
                      {{QStringLiteral("session_id"), qlonglong(number)},
                       {QStringLiteral("node_id"), qlonglong(node)},
                       {QStringLiteral("warnings"), m_warnings}}});
}

void TakeOver::end(const Error &error) { m_operation.done({error, {}, {}}); }

} // namespace portolan::engine
