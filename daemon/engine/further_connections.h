// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/controller_environment.h"
#include "daemon/engine/recovery_policy.h"
#include "daemon/engine/session.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace portolan::engine {

/// The connections of a session beyond its first (MC/S, RFC 7143 §4.2): logs each in, at the portal of the session, and
/// again when it was lost. The session works without them, so nothing that happens here ends it.
class FurtherConnections : public QObject {
    Q_OBJECT

public:
    using Report =
        std::function<void(Severity severity, const QString &code, const QString &message, QVariantMap details)>;

    struct Config {
        const ControllerEnvironment *env = nullptr;
        store::NodeRecord record;
        const Session *session = nullptr; ///< Online; outlives this.
        bool md5Only = false;             ///< See LoginAttempt.
    };

    /// How many a session should have, the first one included: what the node asks for, as far as the target agreed.
    [[nodiscard]] static std::uint32_t wanted(const store::NodeRecord &record, const Session &session);

    /// \param standing  CIDs of the connections that are there
    FurtherConnections(Config config, std::vector<std::uint16_t> standing, Report report, QObject *parent = nullptr);
    ~FurtherConnections() override; ///< Cancels what is on its way.

    void start();
    /// \param time2Wait  seconds the target asked for, or -1
    void dropped(std::uint16_t cid, const Error &reason, int time2Wait);
    [[nodiscard]] std::uint32_t count() const { return std::uint32_t(m_cids.size()); }
    [[nodiscard]] const std::vector<std::uint16_t> &cids() const { return m_cids; }

signals:
    void changed(); ///< count()

private:
    void logIn();
    void loginEnded(std::uint16_t cid, net::LoginAttempt::Report report);
    void joined(std::uint16_t cid, const Result<> &result);
    void failed(const Error &error, bool secretTested);
    void later(std::chrono::milliseconds delay);
    [[nodiscard]] std::uint16_t freeCid();

    const Config m_config;
    const Report m_report;
    std::vector<std::uint16_t> m_cids;
    std::uint16_t m_lastCid = 0;
    std::unique_ptr<QObject> m_attempt; ///< A login or a join; destroying it cancels.
    std::unique_ptr<TimeSource::Timer> m_timer;
    FailureStreak m_streak;
    bool m_refused = false; ///< The target wants no more of them.
};

} // namespace portolan::engine
