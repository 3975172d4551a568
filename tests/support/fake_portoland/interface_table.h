// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QVariant>

namespace portolan::fake {

/// What the XML in common/dbus says, so that the fake cannot promise anything else.
class InterfaceTable {
public:
    struct Method {
        QString in, out; ///< Signatures.
    };
    struct Interface {
        QMap<QString, QString> properties; ///< Name -> signature.
        QMap<QString, Method> methods;
        QString xml; ///< <interface>...</interface>
    };

    /// \return the cause, or empty
    QString load(const QString &directory);
    [[nodiscard]] const Interface *find(const QString &name) const;

private:
    QMap<QString, Interface> m_interfaces;
};

/// The value with exactly this D-Bus type, as well as it can be done; a neutral value of the type for an invalid one.
[[nodiscard]] QVariant typed(const QVariant &value, const QString &signature);

} // namespace portolan::fake
