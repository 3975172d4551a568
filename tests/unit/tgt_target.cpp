// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgt_target.h"

#include "daemon/protocol/login/login_negotiation.h"
#include "daemon/protocol/pdu/pdu_framer.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QThread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/random.h>
#include <sys/socket.h>

namespace portolan::test {

namespace {

using protocol::LoginNegotiation;

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

quint16 freePort()
{
    const UniqueFd probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(probe.get(), reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::getsockname(probe.get(), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

bool sendAll(int socket, std::span<const std::byte> bytes)
{
    return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == ssize_t(bytes.size());
}

} // namespace

TgtTarget::TgtTarget()
    : m_port(freePort())
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TGT_IPC_SOCKET"), m_directory.filePath(QStringLiteral("tgt")));
    m_process.setProcessEnvironment(environment);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(m_directory.filePath(QStringLiteral("log")));
}

TgtTarget::~TgtTarget() { stop(); }

QString TgtTarget::fileOf(int lun) const { return m_directory.filePath(QStringLiteral("disk%1").arg(lun)); }

QString TgtTarget::admin(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_process.processEnvironment());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("tgtadm"), QStringList{QStringLiteral("-C"), QString::number(m_port % 32768),
                                                        QStringLiteral("--lld"), QStringLiteral("iscsi")} +
                                                arguments);
    if (!process.waitForFinished(10'000) || process.exitCode() != 0)
        return arguments.join(u' ') + QStringLiteral(": ") + QString::fromLocal8Bit(process.readAll()) +
               process.errorString();
    return {};
}

QString TgtTarget::start()
{
    m_process.start(QStringLiteral("tgtd"),
                    {QStringLiteral("-f"), QStringLiteral("-C"), QString::number(m_port % 32768),
                     QStringLiteral("--iscsi"), QStringLiteral("portal=127.0.0.1:%1").arg(m_port)});
    if (!m_process.waitForStarted())
        return QStringLiteral("tgtd: ") + m_process.errorString();
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
    QString error;
    for (int attempt = 0; attempt < 200; ++attempt) { // it has no other way to say that it is ready
        error = admin(words("--mode target --op show"));
        if (error.isEmpty())
            break;
        QThread::msleep(25);
    }
    if (error.isEmpty())
        error = admin(words("--mode target --op new --tid 1 -T") + QStringList{QString::fromLatin1(kName)});
    for (const Disk &disk : m_disks) {
        if (error.isEmpty())
            error = configure(disk);
    }
    if (error.isEmpty())
        error = admin(words("--mode target --op bind --tid 1 -I ALL"));
    return error;
}

void TgtTarget::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

QString TgtTarget::addDisk(const Disk &disk)
{
    QFile file(fileOf(disk.lun));
    if (!file.open(QIODevice::ReadWrite) || !file.resize(disk.size))
        return file.errorString();
    m_disks.push_back(disk);
    return m_process.state() == QProcess::Running ? configure(disk) : QString();
}

QString TgtTarget::configure(const Disk &disk) const
{
    const QStringList unit{QStringLiteral("--mode"), QStringLiteral("logicalunit"), QStringLiteral("--tid"),
                           QStringLiteral("1"),      QStringLiteral("--lun"),       QString::number(disk.lun)};
    QString error =
        admin(unit + QStringList{QStringLiteral("--op"), QStringLiteral("new"), QStringLiteral("-b"), fileOf(disk.lun),
                                 QStringLiteral("--blocksize"), QString::number(disk.blockSize)});
    for (const auto &[wanted, parameter] :
         {std::pair(disk.thin, "thin_provisioning=1"), std::pair(disk.readOnly, "readonly=1"),
          std::pair(true, "vendor_id=PORTOLAN")}) {
        if (error.isEmpty() && wanted)
            error = admin(unit + QStringList{QStringLiteral("--op"), QStringLiteral("update"),
                                             QStringLiteral("--params"), QString::fromLatin1(parameter)});
    }
    return error;
}

QString TgtTarget::removeDisk(int lun)
{
    std::erase_if(m_disks, [lun](const Disk &disk) { return disk.lun == lun; });
    return admin({QStringLiteral("--mode"), QStringLiteral("logicalunit"), QStringLiteral("--op"),
                  QStringLiteral("delete"), QStringLiteral("--tid"), QStringLiteral("1"), QStringLiteral("--lun"),
                  QString::number(lun)});
}

Result<dataplane::LoggedInConnection> TgtTarget::login() const
{
    UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(m_port);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return fail(ErrorCode::PortalUnreachable, "connect", errno);
    LoginNegotiation::Config config;
    config.initiatorName = "iqn.2026-11.org.portolan.test:initiator";
    config.targetName = kName;
    config.isid = {std::byte(0x80), std::byte(1), std::byte(2), std::byte(3), std::byte(0), std::byte(1)};
    config.random = [](std::span<std::byte> bytes) -> Result<> {
        if (::getrandom(bytes.data(), bytes.size(), 0) != ssize_t(bytes.size()))
            return fail(ErrorCode::Internal, "getrandom");
        return {};
    };
    LoginNegotiation negotiation(std::move(config));
    protocol::PduFramer framer;
    negotiation.start(protocol::Instant{});
    for (;;) {
        while (auto output = negotiation.poll()) {
            if (const auto *request = std::get_if<LoginNegotiation::SendRequest>(&*output)) {
                std::vector<std::byte> bytes(request->bhs.begin(), request->bhs.end());
                bytes.insert(bytes.end(), request->text.begin(), request->text.end());
                bytes.resize(bytes.size() + protocol::paddingOf(request->text.size()));
                if (!sendAll(socket.get(), bytes))
                    return fail(ErrorCode::TransportFailed, "send", errno);
            } else if (const auto *success = std::get_if<LoginNegotiation::Succeeded>(&*output)) {
                return dataplane::LoggedInConnection{std::move(socket), success->parameters, success->numbers, 0,
                                                     success->tsih};
            } else if (const auto *failed = std::get_if<LoginNegotiation::Failed>(&*output)) {
                return fail(failed->error);
            } else {
                return fail(ErrorCode::LoginRejected, "redirected");
            }
        }
        std::vector<std::byte> buffer(framer.wanted());
        const ssize_t size = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
        if (size <= 0)
            return fail(ErrorCode::TransportFailed, "receive", errno);
        const auto pdu = framer.append(std::span(buffer).first(std::size_t(size)));
        if (!pdu)
            return fail(pdu.error());
        if (*pdu)
            negotiation.handlePdu(protocol::BhsView((*pdu)->bhs), (*pdu)->data, protocol::Instant{});
    }
}

} // namespace portolan::test
