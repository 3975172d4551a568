// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/avahi/portal_browser.h"

#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>

#include <algorithm>
#include <utility>

namespace portolan::avahi {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.Avahi"_s, kServer = u"org.freedesktop.Avahi.Server"_s,
              kServiceBrowser = u"org.freedesktop.Avahi.ServiceBrowser"_s;
const QString kType = u"_iscsi._tcp"_s;
constexpr int kUnspecified = -1;   ///< AVAHI_IF_UNSPEC and AVAHI_PROTO_UNSPEC
constexpr int kAtOnce = 8;         ///< Questions to the network at a time.
constexpr int kTimeoutMs = 10'000; ///< Avahi itself gives up after 5 s.

/// Nobody's network service is started because a window was opened.
QDBusMessage callOf(const QString &path, const QString &interface, const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(kService, path, interface, method);
    message.setArguments(arguments);
    message.setAutoStartService(false);
    return message;
}

} // namespace

PortalBrowser::PortalBrowser(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &newOwner) {
                forget();
                if (!newOwner.isEmpty())
                    browse();
            });
}

PortalBrowser::~PortalBrowser() { stop(); }

void PortalBrowser::start()
{
    if (m_started || !m_bus.isConnected())
        return;
    m_started = true;
    forget();
    m_watcher.setConnection(m_bus);
    m_watcher.addWatchedService(kService);
    // Of any path: the first signals may come before the answer that names the browser's. Avahi sends them to us alone.
    m_bus.connect(kService, QString(), kServiceBrowser, u"ItemNew"_s, this, SLOT(handleNew(QDBusMessage)));
    m_bus.connect(kService, QString(), kServiceBrowser, u"ItemRemove"_s, this, SLOT(handleRemove(QDBusMessage)));
    browse();
}

void PortalBrowser::stop()
{
    if (!m_started)
        return;
    m_started = false;
    ++m_generation;
    m_resolving = 0;
    m_watcher.removeWatchedService(kService);
    m_bus.disconnect(kService, QString(), kServiceBrowser, u"ItemNew"_s, this, SLOT(handleNew(QDBusMessage)));
    m_bus.disconnect(kService, QString(), kServiceBrowser, u"ItemRemove"_s, this, SLOT(handleRemove(QDBusMessage)));
    if (!m_browser.isEmpty())
        m_bus.send(callOf(std::exchange(m_browser, {}), kServiceBrowser, u"Free"_s, {}));
}

void PortalBrowser::browse()
{
    const auto message =
        callOf(u"/"_s, kServer, u"ServiceBrowserNew"_s, {kUnspecified, kUnspecified, kType, QString(), 0U});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, generation = m_generation] {
        watcher->deleteLater();
        const QDBusMessage reply = watcher->reply();
        if (reply.type() != QDBusMessage::ReplyMessage || reply.signature() != u"o"_s)
            return; // no Avahi here, or one that will not
        const QString path = reply.arguments().constFirst().value<QDBusObjectPath>().path();
        if (generation == m_generation)
            m_browser = path;
        else
            m_bus.send(callOf(path, kServiceBrowser, u"Free"_s, {})); // left meanwhile
    });
}

void PortalBrowser::forget()
{
    ++m_generation;
    m_browser.clear();
    m_resolving = 0;
    if (std::exchange(m_entries, {}).empty())
        return;
    emit changed();
}

std::vector<FoundPortal> PortalBrowser::portals() const
{
    std::vector<FoundPortal> found;
    for (const Entry &entry : m_entries) {
        if (entry.portal)
            found.push_back(*entry.portal);
    }
    return withoutRepetition(found);
}

std::optional<PortalBrowser::Service> PortalBrowser::serviceOf(const QDBusMessage &signal) const
{
    const bool ours = m_browser.isEmpty() || signal.path() == m_browser;
    if (!ours || signal.signature() != u"iisssu"_s || signal.arguments().at(3).toString() != kType)
        return std::nullopt;
    const QVariantList arguments = signal.arguments();
    return Service{arguments.at(0).toInt(), arguments.at(1).toInt(), arguments.at(2).toString(),
                   arguments.at(3).toString(), arguments.at(4).toString()};
}

std::vector<PortalBrowser::Entry>::iterator PortalBrowser::find(const Service &service)
{
    return std::ranges::find(m_entries, service, &Entry::service);
}

void PortalBrowser::handleNew(const QDBusMessage &message)
{
    const auto service = serviceOf(message);
    if (!service || m_entries.size() >= kMostServices || find(*service) != m_entries.end())
        return;
    m_entries.push_back({*service});
    resolveNext();
}

void PortalBrowser::handleRemove(const QDBusMessage &message)
{
    const auto service = serviceOf(message);
    const auto entry = service ? find(*service) : m_entries.end();
    if (entry == m_entries.end())
        return;
    const bool shown = entry->portal.has_value();
    m_entries.erase(entry);
    if (shown)
        emit changed();
}

void PortalBrowser::resolveNext()
{
    for (Entry &entry : m_entries) {
        if (m_resolving >= kAtOnce)
            return;
        if (!std::exchange(entry.asked, true))
            resolve(entry.service);
    }
}

void PortalBrowser::resolve(const Service &service)
{
    ++m_resolving;
    const auto message =
        callOf(u"/"_s, kServer, u"ResolveService"_s,
               {service.interface, service.protocol, service.name, service.type, service.domain, service.protocol, 0U});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, service, generation = m_generation] {
        watcher->deleteLater();
        if (generation != m_generation)
            return;
        --m_resolving;
        take(service, watcher->reply());
        resolveNext();
    });
}

void PortalBrowser::take(const Service &service, const QDBusMessage &reply)
{
    const auto entry = find(service); // it may be gone again
    auto portal = foundPortal(reply);
    if (entry == m_entries.end() || !portal)
        return;
    entry->portal = std::move(portal);
    emit changed();
}

} // namespace portolan::avahi
