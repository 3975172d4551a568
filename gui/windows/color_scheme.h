// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>
#include <QPalette>

namespace portolan::gui {

/// Dark or light. Where the platform's theme does not tell Qt (plain GNOME, window managers), the desktop portal is
/// asked.
class ColorScheme : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    ColorScheme(Choice choice, const QDBusConnection &sessionBus, QObject *parent = nullptr);

private slots:
    void handleSetting(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void follow(const QDBusConnection &sessionBus);
    void apply(bool dark);

    QPalette m_original;
    bool m_replaced = false;
};

} // namespace portolan::gui
