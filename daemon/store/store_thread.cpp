// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/store_thread.h"

namespace portolan::store {

StoreThread::StoreThread()
{
    setObjectName(QStringLiteral("store"));
    start();
}

StoreThread::~StoreThread() { finish(); }

void StoreThread::post(Task task)
{
    const std::lock_guard lock(m_mutex);
    Q_ASSERT(!m_finishing);
    m_tasks.push_back(std::move(task));
    m_wake.notify_one();
}

void StoreThread::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_finishing = true;
        m_wake.notify_one();
    }
    wait();
}

void StoreThread::run()
{
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_tasks.empty() || m_finishing; });
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

} // namespace portolan::store
