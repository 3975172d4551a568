// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <QString>
#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

/// Bytes written by hand, so that tests do not check the codec with itself.
namespace portolan::test {

using Bytes = std::vector<std::byte>;

/// Hexadecimal digits in pairs; blanks are for the reader.
inline Bytes fromHex(std::string_view hex)
{
    Bytes bytes;
    int high = -1;
    for (const char c : hex) {
        if (std::isspace(static_cast<unsigned char>(c)) != 0)
            continue;
        const int digit = std::isdigit(static_cast<unsigned char>(c)) != 0 ? c - '0' : std::tolower(c) - 'a' + 10;
        if (high < 0) {
            high = digit;
        } else {
            bytes.push_back(std::byte(high * 16 + digit));
            high = -1;
        }
    }
    return bytes;
}

inline QString toHex(std::span<const std::byte> bytes)
{
    const QByteArray raw(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
    return QString::fromLatin1(raw.toHex());
}

inline Bytes bytesOf(std::string_view text)
{
    const auto span = std::as_bytes(std::span(text));
    return {span.begin(), span.end()};
}

/// One header; a shorter text is filled up with zeros.
inline protocol::Bhs bhsFromHex(std::string_view hex)
{
    protocol::Bhs bhs{};
    const Bytes bytes = fromHex(hex);
    std::ranges::copy_n(bytes.begin(), std::ptrdiff_t(std::min(bytes.size(), bhs.size())), bhs.begin());
    return bhs;
}

inline QString text(std::string_view view) { return QString::fromUtf8(view.data(), qsizetype(view.size())); }
inline QString codeOf(const Error &error) { return text(nameOf(error.code)); }

/// "ok" or the name of the error.
template <typename T>
QString outcomeOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : codeOf(result.error());
}

} // namespace portolan::test
