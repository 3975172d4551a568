// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace portolan::gui {

/// Fusion, whose check boxes and radio buttons can be seen on dark: it draws their outlines darker than the window,
/// which on a dark one is next to nothing.
class BoxStyle : public QProxyStyle {
    Q_OBJECT

public:
    BoxStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
};

} // namespace portolan::gui
