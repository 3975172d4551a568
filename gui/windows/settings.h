// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QVariant>

namespace portolan::gui {

/// What the desktop program remembers of itself: how it looked, never what the service knows better, and no secret.
class Settings {
public:
    enum class Key {
        WindowGeometry,
        SplitterState,
        ListHeader,
        DetailsTab,
        GraphSpanUs,
        GraphQuantity,
        RateUnit,
        TrayNoteShown,
        Count
    };

    [[nodiscard]] QVariant value(Key key) const;
    void setValue(Key key, const QVariant &value);

private:
    QSettings m_settings;
};

} // namespace portolan::gui
