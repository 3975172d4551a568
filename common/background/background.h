// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QMutex>
#include <QObject>

#include <functional>
#include <memory>
#include <thread>

namespace portolan {

/// Runs `work` on a thread of its own and hands its result to `done` on the context's thread; drops it if the context
/// is destroyed first. Call on the context's thread.
///
/// Not a QThreadPool: that would wait at exit for an open() which in turn waits for a dead target.
template <typename T>
void runInBackground(QObject *context, std::function<T()> work, std::function<void(T)> done)
{
    struct Receiver {
        QMutex mutex;
        QObject *context; ///< Null once it is being destroyed.
    };
    auto receiver = std::make_shared<Receiver>();
    receiver->context = context;
    QObject::connect(
        context, &QObject::destroyed, context,
        [receiver] {
            const QMutexLocker lock(&receiver->mutex);
            receiver->context = nullptr;
        },
        Qt::DirectConnection);
    std::thread([receiver, work = std::move(work), done = std::move(done)] {
        auto result = std::make_shared<T>(work());
        const QMutexLocker lock(&receiver->mutex); // the context cannot go while the event is posted
        if (receiver->context)
            QMetaObject::invokeMethod(
                receiver->context, [result, done] { done(std::move(*result)); }, Qt::QueuedConnection);
    }).detach();
}

} // namespace portolan
