// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace portolan::net {

/// Gives a sans-I/O machine of the protocol the time and a wake-up, and takes what it says to its driver: all that the
/// drivers have in common, whatever their bytes travel on.
template <typename Machine>
class MachineRunner : public QObject {
protected:
    MachineRunner(typename Machine::Config config, QObject *parent)
        : QObject(parent)
        , m_machine(std::move(config))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_machine.handleTimeout(now());
            pump();
        });
    }

    void run()
    {
        m_machine.start(now());
        pump();
    }

    virtual void handle(typename Machine::Output &output) = 0;
    virtual void silence() = 0; ///< Not a byte more leaves the socket.

    /// Silences at once, and calls back from the event loop.
    template <typename Callback>
    void finish(Callback callback)
    {
        silence();
        m_timer.stop();
        QMetaObject::invokeMethod(this, std::move(callback), Qt::QueuedConnection);
    }

    /// From the event loop: what is told may end in the destruction of this object.
    template <typename Callback, typename Value>
    void callLater(Callback callback, Value value)
    {
        QMetaObject::invokeMethod(
            this, [callback = std::move(callback), value = std::move(value)] { callback(value); },
            Qt::QueuedConnection);
    }

    /// What has come from outside goes into the machine, and what it makes of that out of it.
    template <typename Input>
    void feed(Input input)
    {
        input(m_machine, now());
        pump();
    }

private:
    [[nodiscard]] static protocol::Instant now() { return std::chrono::steady_clock::now(); }

    void pump()
    {
        while (auto output = m_machine.poll())
            handle(*output);
        using std::chrono::milliseconds;
        if (const auto deadline = m_machine.deadline())
            m_timer.start(std::max(std::chrono::ceil<milliseconds>(*deadline - now()), milliseconds(0)));
        else
            m_timer.stop();
    }

    Machine m_machine;
    QTimer m_timer;
};

} // namespace portolan::net
