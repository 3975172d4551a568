// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/parameters_page.h"

#include "gui/widgets/list_view.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

ParametersPage::ParametersPage(QWidget *parent)
    : QWidget(parent)
    , m_view(new ListView(u"parameterList"_s, tr("Negotiated parameters"), this))
{
    setObjectName(u"parametersPage"_s);
    m_view->setModel(&m_model);
    m_view->setPlaceholder(tr("Not connected: the parameters are agreed on at login."));
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setWordWrap(true);
    m_view->header()->setStretchLastSection(true);
    const int unit = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(ParametersModel::Key, unit * 30);
    m_view->setColumnWidth(ParametersModel::Asked, unit * 12);
    m_view->setColumnWidth(ParametersModel::Got, unit * 11);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_view);
}

void ParametersPage::show(const std::optional<client::SessionInfo> &session)
{
    m_model.setParameters(session ? session->negotiated : std::vector<client::NegotiatedKey>());
}

} // namespace portolan::gui
