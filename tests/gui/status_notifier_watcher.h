// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

#include <vector>

namespace portolan::test {

/// The tray of a desktop, on a bus of the test: org.kde.StatusNotifierWatcher with a host, which knows what a program
/// has put into it. Goes away with this object, as when the desktop's shell crashes.
class StatusNotifierWatcher : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ items)
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ hasHost)
    Q_PROPERTY(int ProtocolVersion READ version)

public:
    explicit StatusNotifierWatcher(const QString &busAddress);
    ~StatusNotifierWatcher() override;

    [[nodiscard]] QStringList items() const { return m_items; }
    [[nodiscard]] bool hasHost() const { return true; }
    [[nodiscard]] int version() const { return 0; }

public slots:
    void RegisterStatusNotifierItem(const QString &service);
    void RegisterStatusNotifierHost(const QString &)
    { /* this is the host */
    }

signals:
    void StatusNotifierItemRegistered(const QString &service);
    void StatusNotifierItemUnregistered(const QString &service);
    void StatusNotifierHostRegistered();

private:
    QDBusConnection m_bus;
    QStringList m_items;
};

/// One line of a menu that came by com.canonical.dbusmenu, with what is below it.
struct MenuLine {
    int id = 0;
    QVariantMap properties;
    std::vector<MenuLine> below;

    [[nodiscard]] QString label() const; ///< Without the mark of its key.
    [[nodiscard]] bool enabled() const;
    /// Itself, or the first one below it that contains the text; null if there is none.
    [[nodiscard]] const MenuLine *find(const QString &text) const;
};

/// An icon in the tray as a host sees it. Asks without blocking the test's thread, which plays the desktop meanwhile.
class StatusNotifierItem {
public:
    StatusNotifierItem(const QDBusConnection &bus, QString service);

    [[nodiscard]] QVariantMap properties() const; ///< Empty if it does not answer.
    [[nodiscard]] QString toolTip() const;        ///< Title and text.
    [[nodiscard]] bool hasPicture() const;        ///< By name or as pixels.
    [[nodiscard]] QVariant picture() const;       ///< To compare.
    void activate() const;
    /// As a host does when it opens the menu. \return the whole menu; without lines if there was no answer
    [[nodiscard]] MenuLine menu() const;
    void click(const MenuLine &line) const;

private:
    [[nodiscard]] QVariantList ask(const QString &path, const QString &interface, const QString &member,
                                   const QVariantList &arguments) const;

    QDBusConnection m_bus;
    QString m_service;
};

} // namespace portolan::test
