// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/avahi/portal_browser.h"
#include "gui/client/initiator_client.h"
#include "gui/wizards/address_history.h"

namespace portolan::gui {

/// An address that a person may mean.
struct AddressOffer {
    enum class Source { UsedBefore, Known, Network };

    Source source;
    QString address; ///< As one types it: without the port where it is the usual one.
    QString name{};  ///< As announced on the network; not safe to show as it is.
    friend bool operator==(const AddressOffer &, const AddressOffer &) = default;
};

/// The addresses that are offered while one is typed: those used before, the storage servers that the service knows,
/// and what is announced on the network. The latter come last, because they come while somebody looks.
class AddressOffers : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMost = 40;

    explicit AddressOffers(client::InitiatorClient &client, QObject *parent = nullptr);

    void start() { m_network.start(); } ///< Looks at the network until stop().
    void stop() { m_network.stop(); }
    /// Those with `typed` in address or name, each address once; not the one that is typed in full already.
    [[nodiscard]] std::vector<AddressOffer> matching(const QString &typed) const;
    void remember(const QString &address);
    void forget(const QString &address); ///< That it was used before.

signals:
    void changed();

private:
    [[nodiscard]] std::vector<AddressOffer> all() const;

    client::InitiatorClient &m_client;
    avahi::PortalBrowser m_network;
    AddressHistory m_history;
};

} // namespace portolan::gui
