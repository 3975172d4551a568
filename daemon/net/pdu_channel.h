// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/pdu_framer.h"

#include <QObject>

#include <span>

namespace portolan::net {

/// Carries whole PDUs of one connection over our own TCP socket, for discovery and login. Reads no further than the PDU
/// in progress, so that the socket can be handed to a data plane afterwards.
class PduChannel : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    /// Queues header, data and padding. A failure is reported by failed(), later, never from inside this call.
    virtual void send(std::span<const std::byte> bhs, std::span<const std::byte> data) = 0;
    /// No further received() and no failed(); bytes not yet part of a received PDU stay where they are.
    virtual void stop() = 0;

signals:
    void received(const portolan::protocol::PduFramer::Pdu &pdu);
    void failed(const portolan::Error &error); ///< At most once, then nothing more.
};

} // namespace portolan::net
