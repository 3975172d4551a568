// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

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
    std::mutex m_mutex; ///< Not Qt's, whose waiting ThreadSanitizer does not see.
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_finishing = false;
};

} // namespace portolan::store
