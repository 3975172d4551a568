// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/address_offers.h"

#include <QListWidget>

namespace portolan::gui {

/// Addresses to choose from, a few lines high, hidden while there are none. A click or Enter chooses.
class OfferList : public QListWidget {
    Q_OBJECT

public:
    explicit OfferList(QWidget *parent = nullptr);

    /// The current row stays on its address.
    void setOffers(const std::vector<AddressOffer> &offers);

signals:
    void chosen(const QString &address);
    void forgetRequested(const QString &address);
    void leftUpwards(); ///< The arrow key above the first row: back to the field.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void fitHeight();
    void selectCurrent();

    std::vector<AddressOffer> m_offers;
};

} // namespace portolan::gui
