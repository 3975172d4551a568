// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/input_checks.h"

#include "common/types/network_interface.h"

#include <algorithm>
#include <array>

namespace portolan::store {

namespace {

constexpr qsizetype kLongestIscsiName = 223; // bytes, RFC 7143 §4.2.7.1

bool isControl(QChar character) { return character.category() == QChar::Other_Control; }

/// A lone surrogate would not come back from the database as it went in.
bool isValidUnicode(const QString &text) { return QString::fromUtf8(text.toUtf8()) == text; }

struct Range {
    const char *name;
    std::int64_t value, lowest, highest;
};

Result<> checkText(const QString &text, std::string_view what, qsizetype longest)
{
    const qsizetype bytes = text.toUtf8().size();
    if (bytes < 1 || bytes > longest)
        return fail(ErrorCode::InvalidArgument,
                    std::string(what) + " must be 1 to " + std::to_string(longest) + " bytes long");
    if (!isValidUnicode(text) || std::any_of(text.begin(), text.end(), isControl))
        return fail(ErrorCode::InvalidArgument, std::string(what) + " must not hold control characters");
    return {};
}

} // namespace

Result<> checkSettings(const NodeSettings &settings)
{
    if (settings.label.size() > 255)
        return fail(ErrorCode::InvalidArgument, "label must be at most 255 characters long");
    if (!isValidUnicode(settings.label) || std::any_of(settings.label.begin(), settings.label.end(), isControl))
        return fail(ErrorCode::InvalidArgument, "label must not hold control characters");
    if (settings.dataPlane != QLatin1String("auto") && settings.dataPlane != QLatin1String("user") &&
        settings.dataPlane != QLatin1String("kernel"))
        return fail(ErrorCode::InvalidArgument, "dataPlane must be auto, user or kernel");
    const std::array ranges{
        Range{"startup", std::int64_t(settings.startup), 1, 2},
        Range{"headerDigest", std::int64_t(settings.headerDigest), 0, 2},
        Range{"dataDigest", std::int64_t(settings.dataDigest), 0, 2},
        Range{"maxRecvDataSegmentLength", settings.maxRecvDataSegmentLength, 512, 16777215}, // RFC 7143 §13.12
        Range{"maxBurstLength", settings.maxBurstLength, 512, 16777215},                     // §13.13
        Range{"firstBurstLength", settings.firstBurstLength, 512, 16777215},                 // §13.14
        Range{"maxOutstandingR2T", settings.maxOutstandingR2T, 1, 65535},                    // §13.17
        Range{"maxConnections", settings.maxConnections, 1, 8},                              // §13.2
        Range{"loginTimeout", settings.loginTimeout, 1, 600},
        Range{"replacementTimeout", settings.replacementTimeout, -1, 86400},
        Range{"noopInterval", settings.noopInterval, 0, 3600},
        Range{"noopTimeout", settings.noopTimeout, 0, 3600},
        Range{"commandTimeout", settings.commandTimeout, 0, 3600},
    };
    for (const Range &range : ranges) {
        if (range.value < range.lowest || range.value > range.highest)
            return fail(ErrorCode::InvalidArgument,
                        std::string(range.name) + " must be " + std::to_string(range.lowest) + " to " +
                            std::to_string(range.highest) + ", not " + std::to_string(range.value));
    }
    if (settings.firstBurstLength > settings.maxBurstLength) // RFC 7143 §13.14
        return fail(ErrorCode::InvalidArgument, "firstBurstLength must not exceed maxBurstLength (" +
                                                    std::to_string(settings.maxBurstLength) + ")");
    return {};
}

Result<> checkInitiatorName(const QString &name)
{
    if (auto text = checkText(name, "the initiator name", kLongestIscsiName); !text)
        return text;
    if (!name.startsWith(QLatin1String("iqn.")) && !name.startsWith(QLatin1String("eui.")) &&
        !name.startsWith(QLatin1String("naa.")))
        return fail(ErrorCode::InvalidArgument, "the initiator name must begin with iqn., eui. or naa.");
    if (std::any_of(name.begin(), name.end(), [](QChar c) { return c.isSpace(); }))
        return fail(ErrorCode::InvalidArgument, "the initiator name must not hold spaces");
    return {};
}

Result<> checkRefreshInterval(std::uint32_t seconds)
{
    if (seconds != 0 && (seconds < kShortestRefresh || seconds > kLongestRefresh))
        return fail(ErrorCode::InvalidArgument, "the refresh interval must be 0 (never) or " +
                                                    std::to_string(kShortestRefresh) + " to " +
                                                    std::to_string(kLongestRefresh) + " seconds");
    return {};
}

Result<> checkPortal(const Portal &portal)
{
    const QString host = QString::fromStdString(portal.host);
    if (auto text = checkText(host, "the address", 255); !text)
        return text;
    if (host.toStdString() != portal.host || std::any_of(host.begin(), host.end(), [](QChar c) { return c.isSpace(); }))
        return fail(ErrorCode::InvalidArgument, "the address has a character that no address can have");
    if (portal.port == 0)
        return fail(ErrorCode::InvalidArgument, "the port must be a number from 1 to 65535");
    return {};
}

Result<> checkInterface(const QString &interface)
{
    const std::string text = interface.toStdString();
    const auto parsed = NetworkInterface::parse(text);
    if (!parsed)
        return fail(parsed.error());
    if (!isValidUnicode(interface))
        return fail(ErrorCode::InvalidArgument, "the interface is not valid text");
    if (parsed->text() != text)
        return fail(ErrorCode::InvalidArgument, "the interface " + text + " is written " + parsed->text());
    return {};
}

Result<> checkDiscovered(const DiscoveredNode &node)
{
    if (auto name = checkText(node.targetName, "the target name", kLongestIscsiName); !name)
        return name;
    if (auto interface = checkInterface(node.interface); !interface)
        return interface;
    return checkPortal(node.portal);
}

Result<> checkChapName(const QString &name) { return checkText(name, "the CHAP name", 255); }

QString displayable(const QString &text)
{
    QString shown = text;
    shown.erase(std::remove_if(shown.begin(), shown.end(), isControl), shown.end());
    shown = QString::fromUtf8(shown.toUtf8()); // replaces lone surrogates
    if (shown.size() > 255) {
        shown.truncate(shown[254].isHighSurrogate() ? 254 : 255);
    }
    return shown;
}

} // namespace portolan::store
