// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/avahi/found_portal.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QObject>

namespace portolan::avahi {

/// The iSCSI portals that are announced on the local network (DNS-SD type _iscsi._tcp, RFC 6763), as Avahi finds them.
/// Nothing blocks, and where there is no Avahi nothing is found: it is a help and no failure is told. Everything is
/// bounded, since anybody on the network can announce as much as he likes.
class PortalBrowser : public QObject {
    Q_OBJECT

public:
    /// Of more services than these the rest is ignored.
    static constexpr std::size_t kMostServices = 64;

    /// \param bus  the system bus, or a bus of a test
    explicit PortalBrowser(const QDBusConnection &bus, QObject *parent = nullptr);
    ~PortalBrowser() override;

    void start(); ///< Also when Avahi comes later. What was found before is forgotten.
    void stop();  ///< What was found stays readable.
    [[nodiscard]] std::vector<FoundPortal> portals() const; ///< In the order in which they were found.

signals:
    void changed();

private slots:
    void handleNew(const QDBusMessage &message);
    void handleRemove(const QDBusMessage &message);

private:
    struct Service {
        int interface = 0, protocol = 0; ///< Avahi's numbers: the index of the device, and IPv4 or IPv6.
        QString name, type, domain;
        friend bool operator==(const Service &, const Service &) = default;
    };
    struct Entry {
        Service service;
        bool asked = false;
        std::optional<FoundPortal> portal{};
    };

    void browse();
    void forget();
    void resolveNext();
    void resolve(const Service &service);
    void take(const Service &service, const QDBusMessage &reply);
    [[nodiscard]] std::optional<Service> serviceOf(const QDBusMessage &signal) const;
    [[nodiscard]] std::vector<Entry>::iterator find(const Service &service);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    QString m_browser; ///< Avahi's object; empty until it has answered.
    std::vector<Entry> m_entries;
    int m_resolving = 0;
    bool m_started = false;
    quint64 m_generation = 0; ///< Answers of an earlier start, or an earlier Avahi, are void.
};

} // namespace portolan::avahi
