// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/theme_colors.h"

namespace portolan::gui {

namespace {

struct Hue {
    int hue, saturation; ///< HSL, 0..359 and 0..255
    int onLight, onDark; ///< HSL lightness that gives at least 4.5:1 against a usual background
};

Hue hueOf(Tone tone)
{
    switch (tone) {
    case Tone::Read:
        return {204, 220, 88, 168};
    case Tone::Write:
        return {26, 235, 92, 150};
    case Tone::Good:
        return {152, 200, 66, 130};
    case Tone::Busy:
        return {212, 180, 104, 172};
    case Tone::Warning:
        return {34, 230, 78, 140};
    case Tone::Bad:
        return {4, 180, 98, 172};
    case Tone::Quiet:
        break;
    }
    return {210, 14, 104, 160};
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const Hue hue = hueOf(tone);
    return QColor::fromHsl(hue.hue, hue.saturation, isDark(palette) ? hue.onDark : hue.onLight);
}

Tone toneOf(dbus::NodeStatus status)
{
    using enum dbus::NodeStatus;
    switch (status) {
    case Connected:
    case BySystem:
        return Tone::Good;
    case Connecting:
    case Disconnecting:
        return Tone::Busy;
    case Reconnecting:
    case Missing:
        return Tone::Warning;
    case ConnectionFailed:
        return Tone::Bad;
    case Disconnected:
    case Unknown:
        break;
    }
    return Tone::Quiet;
}

Tone toneOf(dbus::Severity severity)
{
    switch (severity) {
    case dbus::Severity::Warning:
        return Tone::Warning;
    case dbus::Severity::Error:
        return Tone::Bad;
    case dbus::Severity::Info:
        return Tone::Busy;
    case dbus::Severity::Debug:
        break;
    }
    return Tone::Quiet;
}

QColor mixed(const QColor &first, const QColor &second, double share)
{
    const auto mix = [share](float a, float b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(mix(first.redF(), second.redF()), mix(first.greenF(), second.greenF()),
                            mix(first.blueF(), second.blueF()));
}

QPalette darkPalette()
{
    const QColor window = QColor::fromHsl(212, 18, 42), base = QColor::fromHsl(212, 20, 32),
                 button = QColor::fromHsl(212, 16, 56);
    const QColor text = QColor::fromHsl(210, 16, 228), accent = QColor::fromHsl(199, 150, 96);
    QPalette palette(text, button, button.lighter(140), base.darker(150), window.lighter(120), text, base);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::AlternateBase, mixed(base, window, 0.6));
    palette.setColor(QPalette::ToolTipBase, button);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor::fromHsl(199, 170, 160));
    palette.setColor(QPalette::LinkVisited, QColor::fromHsl(270, 110, 180));
    palette.setColor(QPalette::PlaceholderText, mixed(text, base, 0.45));
    const QColor faint = mixed(text, window, 0.55);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, mixed(base, text, 0.2));
    palette.setColor(QPalette::Disabled, QPalette::Base, window);
    return palette;
}

} // namespace portolan::gui
