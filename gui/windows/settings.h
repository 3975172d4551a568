// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/quantity.h"

#include <QSettings>
#include <QVariant>

namespace portolan::gui {

/// What the desktop program remembers of itself: how it looked, never what the service knows better, and no secret.
class Settings {
public:
    enum class Key {
        WindowGeometry,
        TimelineGeometry,
        SplitterState,
        ListHeader,
        DetailsTab,
        GraphSpanUs,
        GraphQuantity,
        RateUnit,
        TrayNoteShown,
        TraySymbolic,  ///< bool: its icon has the colour of the panel.
        ConfirmForget, ///< Whether to ask before: bool, as the next ones.
        ConfirmRemoveServer,
        ConfirmRemovePassword,
        ConfirmLogoutAll,
        NotifyLost, ///< Whether to tell when: bool, as the next ones.
        NotifyBack,
        NotifyRefused,
        NotifyGrew,
        NotifyBlocked,
        Count
    };

    [[nodiscard]] QVariant value(Key key) const;
    [[nodiscard]] bool flag(Key key) const { return value(key).toBool(); }
    [[nodiscard]] RateUnit rateUnit() const;
    [[nodiscard]] Quantity graphQuantity() const;
    void setValue(Key key, const QVariant &value);

private:
    QSettings m_settings;
};

} // namespace portolan::gui
