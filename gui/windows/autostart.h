// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>

namespace portolan::gui {

/// Whether the program starts in the tray when this person logs in to the desktop: a file of the XDG autostart
/// specification, which other programs may write and switch off as well.
class Autostart {
public:
    /// \param directory  empty: ~/.config/autostart  \param program  empty: this one
    explicit Autostart(QString directory = {}, QString program = {});

    [[nodiscard]] bool isOn() const;
    /// \return StoreFailed naming the file
    [[nodiscard]] Result<> setOn(bool on) const;

private:
    [[nodiscard]] QByteArray entry() const;

    QString m_fileName, m_program;
};

} // namespace portolan::gui
