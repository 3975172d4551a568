// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QVBoxLayout;
class QWidget;

namespace portolan::gui {

/// Title and one sentence on top of a page.
void addPageHeader(QVBoxLayout *layout, const QString &title, const QString &sentence);
/// Plain, wrapped text of secondary weight.
[[nodiscard]] QLabel *noteLabel(const QString &text, QWidget *parent);

} // namespace portolan::gui
