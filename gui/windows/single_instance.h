// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QVariantMap>

namespace portolan::gui {

/// One program per desktop session: the first takes the name on the session bus, the next ones ask it to come up and
/// end.
class SingleInstance : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    explicit SingleInstance(const QDBusConnection &sessionBus, QObject *parent = nullptr);

    /// \return false: another one runs and was asked to show its window. Without a session bus everybody is the first.
    [[nodiscard]] bool claim();

public slots:
    // D-Bus method names, hence the capitals.
    // NOLINTBEGIN(readability-identifier-naming)
    Q_SCRIPTABLE void Activate(const QVariantMap &platformData);
    Q_SCRIPTABLE void Open(const QStringList &uris, const QVariantMap &platformData);
    Q_SCRIPTABLE void ActivateAction(const QString &name, const QVariantList &parameter,
                                     const QVariantMap &platformData);
    // NOLINTEND(readability-identifier-naming)

signals:
    void activated();
    void addRequested();

private:
    QDBusConnection m_bus;
};

} // namespace portolan::gui
