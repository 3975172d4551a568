// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/pdu_channel.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace portolan::net {

/// Gives a sans-I/O machine of the protocol (LoginNegotiation, SendTargetsExchange) a channel, the time and a wake-up:
/// all that the two drivers have in common.
template <typename Machine>
class MachineDriver : public QObject {
protected:
    /// \param channel  not owned; outlives this
    MachineDriver(PduChannel *channel, typename Machine::Config config, QObject *parent)
        : QObject(parent)
        , m_channel(channel)
        , m_machine(std::move(config))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_machine.handleTimeout(now());
            pump();
        });
        connect(channel, &PduChannel::received, this, [this](const protocol::PduFramer::Pdu &pdu) {
            m_machine.handlePdu(protocol::BhsView(pdu.bhs), pdu.data, now());
            pump();
        });
        connect(channel, &PduChannel::failed, this, [this](const Error &error) {
            m_machine.handleFailure(error);
            pump();
        });
    }

    void run()
    {
        m_machine.start(now());
        pump();
    }

    virtual void handle(typename Machine::Output &output) = 0;

    /// Stops the channel at once, so that not a byte more leaves the socket, and calls back from the event loop.
    template <typename Callback>
    void finish(Callback callback)
    {
        m_channel->stop();
        m_timer.stop();
        QMetaObject::invokeMethod(this, std::move(callback), Qt::QueuedConnection);
    }

    [[nodiscard]] PduChannel *channel() const { return m_channel; }

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

    PduChannel *const m_channel;
    Machine m_machine;
    QTimer m_timer;
};

} // namespace portolan::net
