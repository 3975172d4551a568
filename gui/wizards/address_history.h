// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QStringList>

namespace portolan::gui {

/// The addresses of storage servers that answered this person, newest first. Only addresses, and not many.
class AddressHistory {
public:
    static constexpr qsizetype kMost = 20;

    [[nodiscard]] QStringList addresses() const; ///< Those that are ones: anybody can edit a settings file.
    void remember(const QString &address);
    void forget(const QString &address);

private:
    QSettings m_settings;
};

} // namespace portolan::gui
