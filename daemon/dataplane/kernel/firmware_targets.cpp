// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/firmware_targets.h"

#include "daemon/dataplane/kernel/session_tree.h"

#include <QDir>

#include <algorithm>

namespace portolan::dataplane::kernel {

namespace {

/// In one spelling; the same text again if it is no address.
std::string normal(const QString &address)
{
    const auto portal = portalOf(address, kDefaultPort);
    return portal ? portal->host : address.toStdString();
}

} // namespace

std::vector<FirmwareTarget> firmwareTargets(const QString &sys)
{
    std::vector<FirmwareTarget> targets;
    const QDir firmware(sys + QStringLiteral("/firmware/ibft"));
    const auto names = firmware.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names) {
        if (!name.startsWith(QLatin1String("target")))
            continue;
        const QString directory = firmware.filePath(name);
        const auto text = [&directory](const char *attribute) {
            return QString::fromUtf8(readAttribute(directory + QLatin1Char('/') + QLatin1String(attribute)).trimmed());
        };
        if (const QString target = text("target-name"); !target.isEmpty())
            targets.push_back({target, text("ip-addr")});
    }
    return targets;
}

bool contains(const std::vector<FirmwareTarget> &targets, const QString &name, const QString &address)
{
    return std::ranges::any_of(targets, [&](const FirmwareTarget &target) {
        return target.name == name && (target.address.isEmpty() || normal(target.address) == normal(address));
    });
}

} // namespace portolan::dataplane::kernel
