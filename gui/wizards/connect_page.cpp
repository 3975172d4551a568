// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/connect_page.h"

#include "gui/wizards/connect_item.h"
#include "gui/wizards/page_header.h"

#include <QCheckBox>
#include <QScrollArea>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using State = LoginRun::State;

ConnectPage::ConnectPage(client::InitiatorClient &client, AddStorageRun &run, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_run(run)
    , m_sameForAll(new QCheckBox(tr("&Use the same name and password for all of them"), this))
    , m_list(new QVBoxLayout)
{
    m_sameForAll->setObjectName(u"sameForAll"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    addPageHeader(layout, tr("Connecting"), tr("This computer logs in to the targets you chose."));
    auto *content = new QWidget;
    auto *outer = new QVBoxLayout(content);
    outer->setContentsMargins({});
    outer->addWidget(m_sameForAll);
    outer->addLayout(m_list);
    outer->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"connectScroll"_s);
    scroll->setAccessibleName(tr("Targets"));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    layout->addWidget(scroll, 1);
    connect(m_sameForAll, &QCheckBox::toggled, this, &ConnectPage::update);
    connect(&m_run, &AddStorageRun::loginsChanged, this, &ConnectPage::rebuild);
    connect(&m_run, &AddStorageRun::loginChanged, this, &ConnectPage::update);
    rebuild();
}

void ConnectPage::rebuild()
{
    for (ConnectItem *item : m_items) {
        if (item->form().touched())
            m_typed.insert(item->node(), item->form().credentials());
        delete item;
    }
    m_items.clear();
    for (LoginRun *login : m_run.logins()) {
        auto *item = new ConnectItem(m_client, *login, this);
        if (const auto typed = m_typed.constFind(login->node()); typed != m_typed.cend())
            item->setTyped(*typed);
        connect(item, &ConnectItem::interfaceRequested, this, &ConnectPage::interfaceRequested);
        m_list->addWidget(item);
        m_items.push_back(item);
    }
    update();
}

std::vector<ConnectItem *> ConnectPage::asking() const
{
    std::vector<ConnectItem *> items;
    for (ConnectItem *item : m_items) {
        if (item->login().state() == State::NeedsPassword)
            items.push_back(item);
    }
    return items;
}

void ConnectPage::update()
{
    const std::vector<ConnectItem *> items = asking();
    m_sameForAll->setVisible(items.size() > 1);
    if (items.size() < 2 && m_run.count(State::Working) == 0 && m_sameForAll->isChecked())
        m_sameForAll->setChecked(false);
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i]->setFormShared(i > 0 && m_sameForAll->isChecked());
    emit changed();
}

ConnectPage::Next ConnectPage::next() const
{
    if (m_run.count(State::Working) > 0)
        return asking().empty() ? Next::Wait : Next::SendPasswords;
    if (!asking().empty())
        return Next::SendPasswords;
    if (m_run.count(State::Failed) + m_run.count(State::Cancelled) > 0)
        return Next::TryAgain;
    return Next::Result;
}

bool ConnectPage::canSkip() const
{
    return m_run.count(State::Working) == 0 && m_run.count(State::Connected) > 0 && next() != Next::Result;
}

void ConnectPage::proceed()
{
    const Next what = next();
    if (what == Next::SendPasswords)
        return sendPasswords();
    if (what != Next::TryAgain)
        return;
    for (LoginRun *login : m_run.logins()) {
        if (login->state() == State::Failed || login->state() == State::Cancelled)
            login->start();
    }
}

void ConnectPage::sendPasswords()
{
    const std::vector<ConnectItem *> items = asking();
    if (items.empty())
        return;
    const bool same = items.size() > 1 && m_sameForAll->isChecked();
    for (ConnectItem *item : items) {
        ConnectItem *source = same ? items.front() : item;
        // With several forms, those that nobody touched yet may wait.
        if (!same && items.size() > 1 && item != items.front() && !item->form().touched())
            continue;
        if (!source->checkForm())
            return;
        item->login().startWith(source->form().credentials());
    }
}

} // namespace portolan::gui
