// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/sample_history.h"

#include <QObject>

#include <array>

namespace portolan::gui {

/// Fills a history of one object (Manager, Session or Lun) while somebody looks: the daemon's memory as far back as it
/// is needed, and what is measured now. While nobody looks it asks for nothing and takes nothing.
///
/// It subscribes to disks alone; TargetFeed does to the others, whose rates the list shows.
class HistoryFeed : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 kFarthestUs = 7 * 86'400'000'000LL; ///< The daemon keeps a week.

    explicit HistoryFeed(client::InitiatorClient &client, QObject *parent = nullptr);
    ~HistoryFeed() override;

    void setSource(const QString &object); ///< Object path; empty = none.
    [[nodiscard]] const QString &source() const { return m_source; }
    void setLooking(bool looks);
    /// Somebody wants to see as far back as this from now; stays wanted until the source changes.
    void need(qint64 backUs);
    [[nodiscard]] const SampleHistory &history() const { return m_history; }

signals:
    void filled(); ///< A piece of the daemon's memory has come.

private:
    struct Ring {
        uint resolution; ///< s
        qint64 reachUs;  ///< Beyond it the next one is asked.
        int pieces;      ///< One answer has at most 2000 samples.
    };
    static constexpr std::array<Ring, 3> kRings{{{1, 600'000'000, 1}, {10, 21'600'000'000, 2}, {60, kFarthestUs, 6}}};

    void load();
    void fetch(const Ring &ring);
    void follow(bool on);

    client::InitiatorClient &m_client;
    SampleHistory m_history{kFarthestUs + 600'000'000};
    QString m_source;
    qint64 m_neededUs = 0;
    std::array<bool, kRings.size()> m_asked{}; ///< Since somebody looks.
    quint64 m_serial = 0;                      ///< Answers for an earlier source are ignored.
    bool m_looking = false;
};

} // namespace portolan::gui
