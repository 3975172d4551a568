// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "gui/udisks/fstab_entry.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QHash>
#include <QSet>

#include <functional>

namespace portolan::test {

/// org.freedesktop.UDisks2 as a script: disks that a test invents, and what is done to them. It asks nobody for a
/// password and touches no device.
class FakeUDisks : public QDBusVirtualObject {
    Q_OBJECT

public:
    explicit FakeUDisks(const QString &busAddress);
    ~FakeUDisks() override;

    /// \return what went wrong, or nothing
    QString start();
    void stop(); ///< Its name is gone, and every call that it holds ends.

    struct Disk {
        QString device;
        quint64 sizeBytes = 1ULL << 30U;
        QString usage{}, type{}, label{}, uuid{}; ///< As IdUsage and so on; all empty: an empty disk.
        bool readOnly = false;
        QString tableType{};   ///< A partition table.
        QString partitionOf{}; ///< Device of the disk.
        QStringList mountPoints{};
        quint64 fileSystemBytes = 0, offset = 0;
        QString name{}; ///< Of the partition.
        std::vector<udisks::FstabEntry> entries{};
    };
    QString add(const Disk &disk); ///< \return its object
    void remove(const QString &device);
    void resize(const QString &device, quint64 sizeBytes); ///< The disk, not what is on it.
    /// Somebody else makes a file system on it, and nobody hears of it until it is read again.
    void changeBehindTheBack(const QString &device, const QString &type);

    /// The next calls of this method end in this error.
    void refuse(const QString &method, const QString &errorName, const QString &text = {});
    void allow(const QString &method) { m_refused.remove(method); }
    void askPassword(const QString &method) { m_asking.insert(method); } ///< Who wants no dialog is refused.
    /// Answers to this method wait for release(); Format shows a job meanwhile.
    void hold(const QString &method) { m_held.insert(method, {}); }
    void release(const QString &method);
    void setProgress(double progress);
    quint64 growthFlags = 4 + 16; ///< Answer of CanResize: unmounted and mounted.
    QStringList canMake{QStringLiteral("ext4"), QStringLiteral("xfs"), QStringLiteral("vfat")};

    struct Call {
        QString method, device;
        QVariantList arguments;
    };
    [[nodiscard]] const QList<Call> &calls() const { return m_calls; } ///< In order; only those that change something.
    [[nodiscard]] QStringList methods() const;

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    void signal(const QString &path, const QString &interface, const QString &member, const QVariantList &arguments);
    void setProperties(const QString &path, const QString &interface, const QVariantMap &properties);
    void carryOut(const QDBusMessage &message);
    void makeFileSystem(const QString &path, const QString &type, const QString &label);
    void showJob(const QString &path);
    void endJob();
    QString mount(const QString &path);
    void changeEntries(const QDBusMessage &message, bool add);

    QDBusConnection m_bus;
    QMap<QString, InterfaceMap> m_objects;
    QHash<QString, QDBusMessage> m_refused; ///< Method -> an error to copy.
    QSet<QString> m_asking;
    QHash<QString, QList<QDBusMessage>> m_held;
    QHash<QString, QString> m_behind; ///< Object -> type that a rescan will find.
    QList<Call> m_calls;
    int m_uuids = 0;
};

} // namespace portolan::test
