// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/session_record.h"

#include "common/log/log.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace portolan::dataplane::kernel {

namespace {

constexpr int kVersion = 1;
constexpr qint64 kLongest = 256 * 1024;

std::optional<SessionRecord> fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const qint64 sid = object[QStringLiteral("sid")].toInteger(-1);
    if (object[QStringLiteral("version")].toInt() != kVersion || sid != std::uint32_t(sid))
        return std::nullopt;
    const auto milliseconds = [&object](const char *name) {
        return std::chrono::milliseconds(object[QLatin1String(name)].toInteger());
    };
    SessionRecord record;
    record.sid = std::uint32_t(sid);
    record.targetName = object[QStringLiteral("target")].toString();
    record.initialCmdSn = std::uint32_t(object[QStringLiteral("initial_cmdsn")].toInteger());
    record.timeouts = {milliseconds("nop_interval_ms"), milliseconds("nop_timeout_ms"), milliseconds("command_ms"),
                       milliseconds("replacement_ms")};
    record.description = object[QStringLiteral("description")].toString().toUtf8();
    return record.targetName.isEmpty() ? std::nullopt : std::optional(std::move(record));
}

} // namespace

SessionRecords::SessionRecords(QString directory)
    : m_directory(std::move(directory))
{}

QString SessionRecords::fileOf(std::uint32_t sid) const
{
    return m_directory + QStringLiteral("/session%1.json").arg(sid);
}

Result<> SessionRecords::write(const SessionRecord &record) const
{
    const QJsonObject object{
        {QStringLiteral("version"), kVersion},
        {QStringLiteral("sid"), qint64(record.sid)},
        {QStringLiteral("target"), record.targetName},
        {QStringLiteral("initial_cmdsn"), qint64(record.initialCmdSn)},
        {QStringLiteral("nop_interval_ms"), qint64(record.timeouts.nopInterval.count())},
        {QStringLiteral("nop_timeout_ms"), qint64(record.timeouts.nopTimeout.count())},
        {QStringLiteral("command_ms"), qint64(record.timeouts.command.count())},
        {QStringLiteral("replacement_ms"), qint64(record.timeouts.replacement.count())},
        {QStringLiteral("description"), QString::fromUtf8(record.description)},
    };
    const QString path = fileOf(record.sid);
    QSaveFile file(path);
    if (!QDir().mkpath(m_directory) || !file.open(QIODevice::WriteOnly) ||
        file.write(QJsonDocument(object).toJson(QJsonDocument::Compact)) < 0 || !file.commit())
        return fail(ErrorCode::Internal,
                    "cannot write " + path.toStdString() + ": " + file.errorString().toStdString());
    return {};
}

std::vector<SessionRecord> SessionRecords::read() const
{
    std::vector<SessionRecord> records;
    const auto names = QDir(m_directory).entryList({QStringLiteral("session*.json")}, QDir::Files);
    for (const QString &name : names) {
        QFile file(m_directory + QLatin1Char('/') + name);
        auto record = file.open(QIODevice::ReadOnly) ? fromJson(file.read(kLongest)) : std::nullopt;
        if (record && fileOf(record->sid).endsWith(QLatin1Char('/') + name))
            records.push_back(std::move(*record));
        else
            qCWarning(log::dataplane, "%s is no record of a session; what it belonged to is shown as another's",
                      qUtf8Printable(file.fileName()));
    }
    return records;
}

void SessionRecords::remove(std::uint32_t sid) const { QFile::remove(fileOf(sid)); }

} // namespace portolan::dataplane::kernel
