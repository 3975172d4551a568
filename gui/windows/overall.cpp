// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/overall.h"

#include "gui/models/text.h"

#include <QCoreApplication>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr double kBusyRate = 1e6; ///< bytes per second that are worth a picture of their own

struct Overall {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::Overall)
};

} // namespace

QString overallText(const client::InitiatorClient &client, const TargetFeed &feed)
{
    if (!client.available())
        return Overall::tr("No connection to the Portolan service");
    using enum dbus::NodeStatus;
    QStringList parts;
    if (const int n = feed.count(Connected); n > 0)
        parts << Overall::tr("%n connected", nullptr, n);
    if (const int n = feed.count(Connecting); n > 0)
        parts << Overall::tr("%n connecting", nullptr, n);
    if (const int n = feed.count(Reconnecting); n > 0)
        parts << Overall::tr("%n reconnecting", nullptr, n);
    if (const int n = feed.count(ConnectionFailed); n > 0)
        parts << Overall::tr("%n failed", nullptr, n);
    return parts.isEmpty() ? Overall::tr("Nothing is connected") : parts.join(u" · "_s);
}

QString overallPicture(const client::InitiatorClient &client, const TargetFeed &feed)
{
    if (!client.available())
        return u"error"_s;
    switch (client.manager().overallState) {
    case dbus::OverallState::Connecting:
        return u"busy"_s;
    case dbus::OverallState::Degraded:
        return u"degraded"_s;
    case dbus::OverallState::Failed:
        return u"error"_s;
    case dbus::OverallState::Ok:
        return feed.totalRead().value_or(0) + feed.totalWrite().value_or(0) > kBusyRate ? u"busy"_s : u"online"_s;
    case dbus::OverallState::Idle:
    case dbus::OverallState::Unknown:
        break;
    }
    return u"idle"_s;
}

QString ratesText(const TargetFeed &feed)
{
    if (!feed.totalRead() || !feed.totalWrite())
        return {};
    const RateUnit unit = feed.rateUnit();
    return Overall::tr("Read %1 · Write %2", "rates")
        .arg(rateText(*feed.totalRead(), unit), rateText(*feed.totalWrite(), unit));
}

} // namespace portolan::gui
