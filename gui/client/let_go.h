// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <memory>
#include <utility>

namespace portolan::client {

/// Destroys the value on another thread: to free what ten thousand objects hold takes tens of milliseconds. Nothing in
/// it may belong to a thread.
template <typename T>
void letGo(T value)
{
    QThreadPool::globalInstance()->start([held = std::make_shared<T>(std::move(value))]() mutable { held.reset(); });
}

} // namespace portolan::client
