// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/parameters_model.h"

#include <QWidget>

class QPushButton;

namespace portolan::gui {

class ListView;

/// What initiator and target agreed on, and the way to ask for something else.
class ParametersPage : public QWidget {
    Q_OBJECT

public:
    explicit ParametersPage(QWidget *parent = nullptr);

    void show(const std::optional<client::SessionInfo> &session);
    void setChangeable(bool changeable);

signals:
    void changeRequested();

private:
    ParametersModel m_model;
    ListView *m_view;
    QPushButton *m_change;
};

} // namespace portolan::gui
