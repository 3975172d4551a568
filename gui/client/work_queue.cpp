// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/work_queue.h"

#include <QPointer>

namespace portolan::client {

WorkQueue::WorkQueue(QObject *parent)
    : QObject(parent)
{
    // A timer and not a posted event: all posted events are handled before input is looked for.
    m_nextTurn.setSingleShot(true);
    m_nextTurn.setInterval(0);
    connect(&m_nextTurn, &QTimer::timeout, this, &WorkQueue::turn);
}

void WorkQueue::put(Work work)
{
    if (!m_held && m_waiting.empty() && m_usedNs < kTurnNs)
        return perform(work);
    m_waiting.push_back(std::move(work));
    if (!m_held && !m_nextTurn.isActive())
        m_nextTurn.start();
}

void WorkQueue::hold() { m_held = true; }

void WorkQueue::release()
{
    m_held = false;
    if (!m_waiting.empty() && !m_nextTurn.isActive())
        m_nextTurn.start();
}

void WorkQueue::perform(const Work &work)
{
    if (!m_nextTurn.isActive())
        m_nextTurn.start(); // it begins with all its time
    const QPointer<WorkQueue> self(this);
    QElapsedTimer time;
    time.start();
    work();
    if (self)
        m_usedNs += time.nsecsElapsed();
}

void WorkQueue::turn()
{
    m_usedNs = 0;
    const QPointer<WorkQueue> self(this);
    while (self && !m_held && !m_waiting.empty() && m_usedNs < kTurnNs) {
        const Work work = std::move(m_waiting.front());
        m_waiting.pop_front();
        perform(work);
    }
    if (self && !m_held && !m_waiting.empty())
        m_nextTurn.start();
}

} // namespace portolan::client
