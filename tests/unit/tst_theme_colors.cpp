// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of ours can be told from what is behind them: WCAG 2.1, 1.4.3 for text and 1.4.11 for graphics.
#include "gui/widgets/theme_colors.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>
#include <QTest>

#include <cmath>
#include <memory>

using namespace portolan;
using namespace Qt::StringLiterals;
using gui::Tone;

namespace {

constexpr double kText = 4.5, kGraphics = 3.0;

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// A desktop's usual grey window with white lists, as GTK's and KDE's platform themes give it.
QPalette lightPalette() { return QPalette(QColor(0xef, 0xf0, 0xf1)); }

} // namespace

class TestThemeColors : public QObject {
    Q_OBJECT

private slots:
    void measuresAsWcagDoes()
    {
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 0.01);
        QVERIFY(std::abs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void tones_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<Tone>("tone");
        const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"fusion"_s));
        const std::pair<const char *, QPalette> palettes[]{{"light", lightPalette()},
                                                           {"fusion", fusion->standardPalette()},
                                                           {"dark", gui::darkPalette()},
                                                           {"black", QPalette(QColor(0x20, 0x20, 0x20))}};
        const std::pair<const char *, Tone> tones[]{
            {"read", Tone::Read},       {"write", Tone::Write}, {"good", Tone::Good},  {"busy", Tone::Busy},
            {"warning", Tone::Warning}, {"bad", Tone::Bad},     {"quiet", Tone::Quiet}};
        for (const auto &[name, palette] : palettes) {
            for (const auto &[toneName, tone] : tones)
                QTest::addRow("%s on %s", toneName, name) << palette << tone;
        }
    }

    /// Lines of the graph, state symbols, and words in the colour of a state: on lists, on windows, in message bars.
    void tones()
    {
        QFETCH(QPalette, palette);
        QFETCH(Tone, tone);
        const QColor color = gui::toneColor(tone, palette);
        for (const auto role : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
            const double here = contrast(color, palette.color(role));
            QVERIFY2(here >= kText, qPrintable(u"%1 has %2 on role %3"_s.arg(color.name()).arg(here).arg(role)));
        }
        const QColor bar = gui::mixed(palette.color(QPalette::Window), color, 0.12);
        QVERIFY2(contrast(color, bar) >= kGraphics, qPrintable(u"in a message: %1"_s.arg(contrast(color, bar))));
        QVERIFY2(contrast(palette.color(QPalette::WindowText), bar) >= kText, "the text of a message");
    }

    void textOfTheGraph_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << gui::darkPalette();
    }

    void textOfTheGraph() // its scale, and the lines that are told apart
    {
        QFETCH(QPalette, palette);
        const QColor base = palette.color(QPalette::Base);
        QVERIFY(contrast(gui::mixed(palette.color(QPalette::Text), base, 0.3), base) >= kText);
        QVERIFY(contrast(gui::mixed(palette.color(QPalette::Text), base, 0.4), base) >= kGraphics);
        const QColor read = gui::toneColor(Tone::Read, palette), write = gui::toneColor(Tone::Write, palette);
        QVERIFY(std::abs(read.hslHue() - write.hslHue()) > 90);
    }

    void darkPaletteIsReadable()
    {
        const QPalette palette = gui::darkPalette();
        QVERIFY(gui::isDark(palette) && !gui::isDark(lightPalette()));
        for (const auto &[front, back] :
             {std::pair(QPalette::WindowText, QPalette::Window), std::pair(QPalette::Text, QPalette::Base),
              std::pair(QPalette::Text, QPalette::AlternateBase), std::pair(QPalette::ButtonText, QPalette::Button),
              std::pair(QPalette::HighlightedText, QPalette::Highlight), std::pair(QPalette::Link, QPalette::Base),
              std::pair(QPalette::LinkVisited, QPalette::Base), std::pair(QPalette::PlaceholderText, QPalette::Base),
              std::pair(QPalette::ToolTipText, QPalette::ToolTipBase)})
            QVERIFY2(contrast(palette.color(front), palette.color(back)) >= kText, qPrintable(u"role %1"_s.arg(front)));
    }
};

QTEST_MAIN(TestThemeColors)
#include "tst_theme_colors.moc"
