// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/parameters_model.h"

#include <QWidget>

namespace portolan::gui {

class ListView;

/// What initiator and target agreed on.
class ParametersPage : public QWidget {
    Q_OBJECT

public:
    explicit ParametersPage(QWidget *parent = nullptr);

    void show(const std::optional<client::SessionInfo> &session);

private:
    ParametersModel m_model;
    ListView *m_view;
};

} // namespace portolan::gui
