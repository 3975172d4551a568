// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/color_scheme.h"

#include "gui/widgets/theme_colors.h"
#include "gui/windows/box_style.h"

#include <QApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QStyle>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s, kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kSpace = u"org.freedesktop.appearance"_s, kKey = u"color-scheme"_s;
constexpr uint kPreferDark = 1;

} // namespace

ColorScheme::ColorScheme(Choice choice, const QDBusConnection &sessionBus, QObject *parent)
    : QObject(parent)
    , m_original(QApplication::palette())
{
    if (QApplication::style()->name() == u"fusion"_s) // on a desktop that may be dark already, or become it
        QApplication::setStyle(new BoxStyle);
    if (choice == Choice::Dark) {
        apply(true);
    } else if (choice == Choice::Light && isDark(m_original)) {
        QApplication::setStyle(new BoxStyle);
        QApplication::setPalette(QApplication::style()->standardPalette());
    } else if (choice == Choice::System && sessionBus.isConnected()) {
        follow(sessionBus);
    }
}

void ColorScheme::follow(const QDBusConnection &sessionBus)
{
    QDBusConnection bus = sessionBus;
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(handleSetting(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    call.setArguments({kSpace, kKey});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            return; // no portal: the platform's own palette it is
        // The answer of Read is a variant within a variant.
        const QVariant inner = reply.value().variant();
        handleSetting(kSpace, kKey, inner.canConvert<QDBusVariant>() ? inner.value<QDBusVariant>() : reply.value());
    });
}

void ColorScheme::handleSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space == kSpace && key == kKey)
        apply(value.variant().toUInt() == kPreferDark);
}

void ColorScheme::apply(bool dark)
{
    if (dark && !isDark(QApplication::palette())) {
        // Only Fusion takes all of its colours from the palette.
        QApplication::setStyle(new BoxStyle);
        QApplication::setPalette(darkPalette());
        m_replaced = true;
    } else if (!dark && m_replaced) {
        QApplication::setPalette(m_original);
        m_replaced = false;
    }
}

} // namespace portolan::gui
