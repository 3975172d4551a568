// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage_server.h"

#include <QFile>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace portolan::test {

using namespace Qt::StringLiterals;

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16(0);
}

StorageServer::StorageServer()
    : m_port(freePort())
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TGT_IPC_SOCKET"_s, m_directory.filePath(u"tgt"_s));
    m_process.setProcessEnvironment(environment);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(m_directory.filePath(u"log"_s));
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

StorageServer::~StorageServer() { stop(); }

QString StorageServer::fileOf(int target) const { return m_directory.filePath(u"disk%1"_s.arg(target)); }

QString StorageServer::run(const QStringList &arguments, QString *output) const
{
    QProcess process;
    process.setProcessEnvironment(m_process.processEnvironment());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"tgtadm"_s,
                  QStringList{u"-C"_s, QString::number(m_port % 32768), u"--lld"_s, u"iscsi"_s} + arguments);
    const bool done = process.waitForFinished(10'000) && process.exitCode() == 0;
    const QString text = QString::fromLocal8Bit(process.readAll());
    if (output != nullptr)
        *output = text;
    return done ? QString() : arguments.join(u' ') + u": "_s + text + process.errorString();
}

QString StorageServer::start(const std::vector<Target> &targets)
{
    m_process.start(u"tgtd"_s, {u"-f"_s, u"-C"_s, QString::number(m_port % 32768), u"--iscsi"_s,
                                u"portal=127.0.0.1:%1"_s.arg(m_port)});
    if (!m_process.waitForStarted())
        return u"tgtd: "_s + m_process.errorString();
    QString error;
    const auto ready = [&] { // it has no other way to say so
        error = run({u"--mode"_s, u"target"_s, u"--op"_s, u"show"_s});
        return error.isEmpty();
    };
    if (!QTest::qWaitFor(ready, 10'000))
        return error;
    for (std::size_t i = 0; i < targets.size() && error.isEmpty(); ++i)
        error = publish(int(i) + 1, targets[i]);
    return error;
}

QString StorageServer::publish(int tid, const Target &target) const
{
    const QString id = QString::number(tid);
    QFile file(fileOf(tid - 1));
    if (!file.open(QIODevice::ReadWrite) || !file.resize(kDiskBytes))
        return file.errorString();
    std::vector<QStringList> commands{
        {u"target"_s, u"new"_s, u"--tid"_s, id, u"-T"_s, target.name},
        {u"logicalunit"_s, u"new"_s, u"--tid"_s, id, u"--lun"_s, u"1"_s, u"-b"_s, file.fileName()}};
    for (const auto &[account, outgoing] : {std::pair(target.initiator, false), std::pair(target.target, true)}) {
        if (!account)
            continue;
        commands.push_back({u"account"_s, u"new"_s, u"--user"_s, account->name, u"--password"_s, account->secret});
        QStringList bind{u"account"_s, u"bind"_s, u"--tid"_s, id, u"--user"_s, account->name};
        commands.push_back(outgoing ? bind << u"--outgoing"_s : bind);
    }
    if (!target.onlyInitiator.isEmpty())
        commands.push_back({u"target"_s, u"bind"_s, u"--tid"_s, id, u"--initiator-name"_s, target.onlyInitiator});
    else
        commands.push_back({u"target"_s, u"bind"_s, u"--tid"_s, id, u"-I"_s, u"ALL"_s});
    for (const QStringList &command : commands) {
        const QString error = run(QStringList{u"--mode"_s, command.at(0), u"--op"_s, command.at(1)} + command.mid(2));
        if (!error.isEmpty())
            return error;
    }
    return {};
}

void StorageServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
    m_frozen = false;
}

void StorageServer::freeze()
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
    m_frozen = true;
}

void StorageServer::thaw()
{
    if (std::exchange(m_frozen, false))
        ::kill(pid_t(m_process.processId()), SIGCONT);
}

QStringList StorageServer::initiatorsOf(int target) const
{
    QString text;
    run({u"--mode"_s, u"conn"_s, u"--op"_s, u"show"_s, u"--tid"_s, QString::number(target + 1)}, &text);
    QStringList names;
    static const QRegularExpression initiator(u"Initiator: (\\S+)"_s);
    for (auto match = initiator.globalMatch(text); match.hasNext();)
        names << match.next().captured(1);
    return names;
}

} // namespace portolan::test
