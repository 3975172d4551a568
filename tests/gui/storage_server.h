// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <optional>
#include <vector>

namespace portolan::test {

/// A real target: tgtd on a free loopback port, with its own control socket and disks in sparse files.
class StorageServer {
public:
    StorageServer();
    ~StorageServer();

    struct Account {
        QString name, secret;
    };
    struct Target {
        QString name;
        std::optional<Account> initiator{}, target{}; ///< CHAP: what the initiator must know, what the target proves.
        QString onlyInitiator{};                      ///< Nobody else may log in.
    };
    static constexpr qint64 kDiskBytes = 64 << 20;

    /// \return what went wrong, or nothing
    QString start(const std::vector<Target> &targets);
    void stop();
    /// Connections are accepted by the kernel, but nobody answers: a target in trouble.
    void freeze();
    void thaw();
    [[nodiscard]] QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] QString fileOf(int target) const; ///< Of its only disk.
    /// Names of the initiators that the server says are logged in to a target now.
    [[nodiscard]] QStringList initiatorsOf(int target) const;

private:
    QString run(const QStringList &arguments, QString *output = nullptr) const;
    QString publish(int tid, const Target &target) const;

    QTemporaryDir m_directory;
    QProcess m_process;
    quint16 m_port = 0;
    bool m_frozen = false;
};

/// A port of 127.0.0.1 on which nobody listens.
[[nodiscard]] quint16 freePort();

} // namespace portolan::test
