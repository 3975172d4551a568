// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/disk_name.h"

namespace portolan::devices {

QString diskName(const QString &wwid)
{
    QString name = wwid;
    for (QChar &c : name) {
        const char ascii = c.toLatin1();
        const bool plain = (ascii >= '0' && ascii <= '9') || (ascii >= 'a' && ascii <= 'z') ||
                           (ascii >= 'A' && ascii <= 'Z') || ascii == '.' || ascii == '-' || ascii == ':';
        if (!plain)
            c = QLatin1Char('_');
    }
    return QStringLiteral("portolan-") + name;
}

} // namespace portolan::devices
