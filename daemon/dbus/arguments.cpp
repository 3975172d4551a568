// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/arguments.h"

#include "daemon/dbus/bus_text.h"

namespace portolan::dbus {

void ArgumentReader::reject(const char *key, const char *why)
{
    if (!m_error)
        m_error = Error{ErrorCode::InvalidArgument, std::string(key) + " " + why, 0, 0};
}

Result<> ArgumentReader::finish(ErrorCode unknown) const
{
    constexpr qsizetype kLongestKey = 64;
    if (!m_arguments.isEmpty())
        return fail(unknown, busText(m_arguments.firstKey(), kLongestKey).toStdString() + " is not known here");
    if (m_error)
        return fail(*m_error);
    return {};
}

Result<> noOptions(const QVariantMap &options) { return ArgumentReader(options).finish(ErrorCode::OptionNotSupported); }

} // namespace portolan::dbus
