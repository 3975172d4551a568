// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QComboBox>

namespace portolan::gui {

/// A field for the way out of this computer: a network device or a source address, to be typed or taken from those that
/// are there.
class InterfaceEdit : public QComboBox {
    Q_OBJECT

public:
    explicit InterfaceEdit(QWidget *parent = nullptr);

    void setInterface(const QString &text);
    /// In its one spelling; empty where nothing was entered. \return InvalidArgument: neither device nor address
    [[nodiscard]] Result<QString> interface() const;
    /// What to say below the field: purpose(), or that this computer does not have it now.
    [[nodiscard]] QString hint() const;
    [[nodiscard]] static QString purpose();
    [[nodiscard]] static QString whatIsExpected(); ///< The sentence for a refused entry.

private:
    void fill();
};

} // namespace portolan::gui
