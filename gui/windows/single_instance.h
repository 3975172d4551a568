// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

namespace portolan::gui {

/// One program per desktop session: the first takes the name on the session bus, the next ones ask it to come up and
/// end.
class SingleInstance : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    explicit SingleInstance(const QDBusConnection &sessionBus, QObject *parent = nullptr);

    /// What a second start was asked for.
    struct Wish {
        QString action;    ///< Of the desktop entry, as "add-storage"; empty = none.
        QStringList links; ///< iscsi:// ones.
    };

    /// \return false: another one runs and was told the wish, or asked to show its window. Without a session bus
    /// everybody is the first.
    [[nodiscard]] bool claim(const Wish &wish);

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
    void actionRequested(const QString &name);
    void linksOpened(const QStringList &links);

private:
    [[nodiscard]] bool tell(const QString &method, const QVariantList &arguments);
    static void takeToken(const QVariantMap &platformData);

    QDBusConnection m_bus;
};

} // namespace portolan::gui
