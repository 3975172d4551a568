// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

QByteArray svgOf(const QString &name)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Paints an SVG whose colour is "currentColor" in the palette's colour, at paint time: a new palette needs no new
/// icon.
class SymbolicEngine : public QIconEngine {
public:
    SymbolicEngine(QString name, std::optional<Tone> tone, bool locked)
        : m_name(std::move(name))
        , m_svg(svgOf(m_name))
        , m_tone(tone)
        , m_locked(locked)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QColor color = colorOf(mode);
        const int side = qMin(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        render(painter, m_svg, square, color);
        if (!m_locked)
            return;
        const QRectF corner(square.center().x() + side * 0.02, square.center().y() - side * 0.02, side * 0.5,
                            side * 0.5);
        painter->save();
        painter->setCompositionMode(QPainter::CompositionMode_Clear);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(Qt::black);
        painter->drawRoundedRect(corner.adjusted(-side * 0.04, -side * 0.04, side * 0.04, side * 0.04), side * 0.08,
                                 side * 0.08);
        painter->restore();
        render(painter, svgOf(u"lock-small"_s), corner, color);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        // `size` is in device pixels. The lock is cut out of the symbol, which needs a layer of its own.
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new SymbolicEngine(*this); }
    QString key() const override { return u"portolan-symbolic"_s; }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    [[nodiscard]] QColor colorOf(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        return m_tone ? toneColor(*m_tone, palette) : palette.color(QPalette::ButtonText);
    }

    static void render(QPainter *painter, QByteArray svg, const QRectF &rect, const QColor &color)
    {
        svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
        QSvgRenderer renderer(svg);
        renderer.render(painter, rect);
    }

    QString m_name;
    QByteArray m_svg;
    std::optional<Tone> m_tone;
    bool m_locked;
};

QString statusIconName(dbus::NodeStatus status)
{
    using enum dbus::NodeStatus;
    switch (status) {
    case Connected:
        return u"state-connected"_s;
    case Connecting:
    case Disconnecting:
        return u"state-connecting"_s;
    case Reconnecting:
        return u"state-reconnecting"_s;
    case ConnectionFailed:
        return u"state-failed"_s;
    case Missing:
        return u"state-missing"_s;
    case BySystem:
        return u"state-system"_s;
    case Disconnected:
        return u"state-disconnected"_s;
    case Unknown:
        break;
    }
    return u"state-unknown"_s;
}

} // namespace

QIcon symbolicIcon(const QString &name, std::optional<Tone> tone)
{
    return QIcon(new SymbolicEngine(name, tone, false));
}

QIcon statusIcon(dbus::NodeStatus status) { return symbolicIcon(statusIconName(status), toneOf(status)); }

QIcon severityIcon(dbus::Severity severity)
{
    const QString name = severity == dbus::Severity::Error     ? u"error"_s
                         : severity == dbus::Severity::Warning ? u"warning"_s
                                                               : u"info"_s;
    return symbolicIcon(name, toneOf(severity));
}

QIcon lockedIcon(const QString &name) { return QIcon(new SymbolicEngine(name, std::nullopt, true)); }

QIcon applicationIcon()
{
    return QIcon::fromTheme(u"org.portolan.Portolan"_s, QIcon(u":/icons/org.portolan.Portolan.svg"_s));
}

QIcon trayIcon(const QString &state, TrayStyle style)
{
    const QString colored = u"portolan-tray-"_s + state;
    if (style == TrayStyle::Colored)
        return QIcon::fromTheme(colored, QIcon(u":/icons/"_s + colored + u".svg"_s));
    // By this name the panel paints it in its own colour; where it wants a picture, ours has that of the windows.
    const QString symbolic = colored + u"-symbolic"_s;
    return QIcon::fromTheme(symbolic, symbolicIcon(symbolic));
}

} // namespace portolan::gui
