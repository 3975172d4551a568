// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <deque>
#include <functional>

namespace portolan::store {

/// One thread that runs tasks in the order in which they were posted. The destructor runs what is left and waits.
class StoreThread final : public QThread {
public:
    using Task = std::function<void()>;

    StoreThread();
    ~StoreThread() override;

    void post(Task task);
    void finish(); ///< Runs what was posted so far, then ends the thread; nothing may be posted afterwards.

protected:
    void run() override;

private:
    QMutex m_mutex;
    QWaitCondition m_wake;
    std::deque<Task> m_tasks;
    bool m_finishing = false;
};

} // namespace portolan::store
