// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace portolan::client {

/// Does things in the order in which they come, and in one turn of the event loop only as many as fit into a few
/// milliseconds: what comes in thousands leaves room for a person's input. Nothing is lost and nothing overtakes.
///
/// What comes when nothing waits and the turn has time left is done at once, from inside put().
class WorkQueue : public QObject {
    Q_OBJECT

public:
    using Work = std::function<void()>;
    static constexpr qint64 kTurnNs = 8'000'000;

    explicit WorkQueue(QObject *parent = nullptr);

    void put(Work work);
    void hold();    ///< From now on everything waits,
    void release(); ///< until now.

private:
    void perform(const Work &work);
    void turn();

    std::deque<Work> m_waiting;
    QTimer m_nextTurn;
    qint64 m_usedNs = 0; ///< Of this turn.
    bool m_held = false;
};

} // namespace portolan::client
