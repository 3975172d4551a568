// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/box_style.h"

#include "gui/widgets/theme_colors.h"

#include <QStyleOption>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

template <typename Option>
void drawOutlined(const BoxStyle &style, QStyle::PrimitiveElement element, const Option &given, QPainter *painter,
                  const QWidget *widget)
{
    // Fusion makes the outline of the window's colour, a good deal darker.
    constexpr double kShare = 0.9;
    Option option(given);
    option.palette.setColor(QPalette::Window,
                            mixed(given.palette.color(QPalette::Window), given.palette.color(QPalette::Text), kShare));
    style.QProxyStyle::drawPrimitive(element, &option, painter, widget);
}

} // namespace

BoxStyle::BoxStyle()
    : QProxyStyle(u"Fusion"_s)
{}

void BoxStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    const bool box = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton ||
                     element == PE_IndicatorItemViewItemCheck;
    if (!box || !isDark(option->palette))
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
        return drawOutlined(*this, element, *item, painter, widget);
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
        return drawOutlined(*this, element, *button, painter, widget);
    drawOutlined(*this, element, *option, painter, widget);
}

} // namespace portolan::gui
