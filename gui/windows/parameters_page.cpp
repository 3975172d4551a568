// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/parameters_page.h"

#include "gui/widgets/icons.h"
#include "gui/widgets/list_delegates.h"
#include "gui/widgets/list_view.h"

#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

ParametersPage::ParametersPage(QWidget *parent)
    : QWidget(parent)
    , m_view(new ListView(u"parameterList"_s, tr("Negotiated parameters"), this))
    , m_change(new QPushButton(symbolicIcon(u"connection"_s), tr("Chan&ge…"), this))
{
    setObjectName(u"parametersPage"_s);
    m_view->setModel(&m_model);
    m_view->setPlaceholder(tr("Not connected: the parameters are agreed on at login."));
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setWordWrap(true);
    m_view->header()->setStretchLastSection(true);
    // Keys are single words in capitals, which cannot break.
    const int unit = fontMetrics().averageCharWidth() * 6 / 5;
    m_view->setColumnWidth(ParametersModel::Key, unit * 27);
    m_view->setColumnWidth(ParametersModel::Asked, unit * 12);
    m_view->setColumnWidth(ParametersModel::Got, unit * 11);
    m_view->setColumnWidth(ParametersModel::Default, unit * 11);
    m_view->widenToHeadings();
    m_view->setItemDelegateForColumn(ParametersModel::Got, new HarmDelegate(m_view));
    m_change->setObjectName(u"changeParametersButton"_s);
    m_change->setToolTip(tr("Change what is asked of this target, and its time limits"));
    connect(m_change, &QPushButton::clicked, this, &ParametersPage::changeRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_change);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_view);
    layout->addLayout(buttons);
}

void ParametersPage::setChangeable(bool changeable) { m_change->setEnabled(changeable); }

void ParametersPage::show(const std::optional<client::SessionInfo> &session)
{
    m_model.setParameters(session ? session->negotiated : std::vector<client::NegotiatedKey>());
}

} // namespace portolan::gui
