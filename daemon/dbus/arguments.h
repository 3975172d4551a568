// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QVariantMap>

#include <optional>

namespace portolan::dbus {

/// Takes known keys out of an a{sv} argument and says what is wrong with the rest. Types must be exactly those of the
/// manual; the first error stays.
///
///     ArgumentReader reader(options);
///     const auto timeout = reader.take<uint>("timeout_ms");
///     if (const auto valid = reader.finish(ErrorCode::OptionNotSupported); !valid) ...
class ArgumentReader {
public:
    explicit ArgumentReader(QVariantMap arguments)
        : m_arguments(std::move(arguments))
    {}

    template <typename T>
    [[nodiscard]] std::optional<T> take(const char *key)
    {
        const QVariant value = m_arguments.take(QString::fromLatin1(key));
        if (!value.isValid())
            return {};
        if (value.metaType() != QMetaType::fromType<T>()) {
            reject(key, "has the wrong type");
            return {};
        }
        return value.value<T>();
    }

    /// As take(); a missing key is an error.
    template <typename T>
    [[nodiscard]] T require(const char *key)
    {
        if (!m_arguments.contains(QString::fromLatin1(key)))
            reject(key, "is missing");
        return take<T>(key).value_or(T{});
    }

    void reject(const char *key, const char *why);

    /// \param unknown  the error for keys that nobody took: OptionNotSupported for options, InvalidArgument for
    /// settings
    [[nodiscard]] Result<> finish(ErrorCode unknown) const;

private:
    QVariantMap m_arguments;
    std::optional<Error> m_error;
};

/// For methods that have no options yet.
[[nodiscard]] Result<> noOptions(const QVariantMap &options);

} // namespace portolan::dbus
