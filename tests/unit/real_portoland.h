// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QProcess>
#include <QTemporaryDir>

namespace portolan::test {

/// The daemon itself on some private bus, with its state in a directory of its own. Ends with this object, by process
/// id. Calls block: this is the test's side.
class RealPortoland {
public:
    RealPortoland();
    ~RealPortoland();

    /// \return the cause, or empty when it has its name on the bus
    QString start(const QString &busAddress);
    /// As start() does it, but waits for the end. \return its exit code
    int run(const QString &busAddress);
    [[nodiscard]] bool runs() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] QString stateDirectory() const { return m_directory.filePath(QStringLiteral("state")); }

    /// \param interface  its last part, or a full name
    [[nodiscard]] QDBusPendingCall begin(const QString &path, const QString &interface, const QString &member,
                                         const QVariantList &arguments = {}) const;
    /// The same, and waits for the answer.
    [[nodiscard]] QDBusMessage call(const QString &path, const QString &interface, const QString &member,
                                    const QVariantList &arguments = {}) const;
    /// Name of the error without its prefix if it is ours, or empty.
    [[nodiscard]] static QString errorOf(const QDBusMessage &reply);
    /// Path of the object in the answer, or empty.
    [[nodiscard]] static QString pathIn(const QDBusMessage &reply);
    /// All paths, from the root down, as introspection shows them, with the XML of each.
    [[nodiscard]] QMap<QString, QString> introspectAll() const;

private:
    void launch(const QString &busAddress);
    void introspect(const QString &path, QMap<QString, QString> &into) const;

    QTemporaryDir m_directory;
    QProcess m_process;
    QString m_connectionName;
};

} // namespace portolan::test
