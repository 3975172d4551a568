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
    const QMutexLocker lock(&m_mutex);
    Q_ASSERT(!m_finishing);
    m_tasks.push_back(std::move(task));
    m_wake.wakeOne();
}

void StoreThread::finish()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_finishing = true;
        m_wake.wakeOne();
    }
    wait();
}

void StoreThread::run()
{
    for (;;) {
        Task task;
        {
            QMutexLocker lock(&m_mutex);
            while (m_tasks.empty() && !m_finishing)
                m_wake.wait(&m_mutex);
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

} // namespace portolan::store
