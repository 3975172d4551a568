// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/add_storage_dialog.h"

#include "gui/client/sentences.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/address_page.h"
#include "gui/wizards/connect_page.h"
#include "gui/wizards/result_page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

QPushButton *button(const QString &name, const QString &text, QWidget *parent)
{
    auto *created = new QPushButton(text, parent);
    created->setObjectName(name);
    created->setAutoDefault(false);
    return created;
}

} // namespace

AddStorageDialog::AddStorageDialog(InitiatorClient &client, QObject *keeper, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_run(new AddStorageRun(client, keeper))
    , m_pages(new QStackedWidget(this))
    , m_address(new AddressPage(client, m_run->discovery(), this))
    , m_connect(new ConnectPage(client, *m_run, this))
    , m_result(new ResultPage(client, *m_run, this))
    , m_service(new MessageBar(this))
    , m_back(button(u"backButton"_s, tr("&Back"), this))
    , m_skip(button(u"skipButton"_s, tr("Continue with&out"), this))
    , m_next(button(u"nextButton"_s, QString(), this))
    , m_cancel(button(u"cancelButton"_s, tr("Cancel"), this))
{
    setObjectName(u"addStorageDialog"_s);
    setWindowTitle(tr("Add storage"));
    build();
    connect(m_address, &AddressPage::choiceChanged, this, &AddStorageDialog::updateButtons);
    connect(m_connect, &ConnectPage::changed, this, [this] {
        if (m_pages->currentIndex() == Connect && m_connect->next() == ConnectPage::Next::Result)
            showPage(Result);
        updateButtons();
    });
    connect(m_next, &QPushButton::clicked, this, &AddStorageDialog::proceed);
    connect(m_back, &QPushButton::clicked, this, &AddStorageDialog::back);
    connect(m_skip, &QPushButton::clicked, this, [this] { showPage(Result); });
    connect(m_cancel, &QPushButton::clicked, this, &AddStorageDialog::reject);
    connect(&m_client, &InitiatorClient::unavailable, this, [this](const Error &error) {
        m_service->showMessage(MessageBar::Kind::Error, client::sentenceOf(error), client::cureOf(error));
        updateButtons();
    });
    connect(&m_client, &InitiatorClient::ready, this, [this] {
        m_service->dismiss();
        if (m_pages->currentIndex() != Result)
            showPage(Address); // what ran is over; what was typed is still there
        updateButtons();
    });
    showPage(Address);
}

AddStorageDialog::~AddStorageDialog()
{
    // Pages refer to the run: they go first. A run that was not abandoned ends here with its window.
    delete m_pages;
    if (m_run)
        m_run->deleteLater();
}

void AddStorageDialog::build()
{
    m_service->setObjectName(u"serviceMessage"_s);
    m_pages->addWidget(m_address);
    m_pages->addWidget(m_connect);
    m_pages->addWidget(m_result);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_skip);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(m_service);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);
    const QFontMetrics metrics(font());
    resize(metrics.averageCharWidth() * 128, metrics.height() * 31);
}

void AddStorageDialog::setAddress(const QString &address)
{
    m_address->setAddress(address);
    updateButtons();
}

QStringList AddStorageDialog::connectedNodes() const
{
    QStringList nodes;
    if (!m_run)
        return nodes;
    for (const LoginRun *login : m_run->logins()) {
        if (login->state() == LoginRun::State::Connected)
            nodes << login->node();
    }
    return nodes;
}

void AddStorageDialog::reject()
{
    if (m_pages == nullptr)
        return QDialog::reject();
    if (m_pages->currentIndex() == Result)
        return accept();
    // The run goes on alone and deletes itself. The pages show it, so they go before it, but not now: the key that
    // brought us here may still be on its way through one of their fields.
    QDialog::reject();
    for (QObject *page :
         {static_cast<QObject *>(this), static_cast<QObject *>(m_address), static_cast<QObject *>(m_connect)}) {
        m_run->disconnect(page);
        m_run->discovery().disconnect(page);
        m_client.disconnect(page);
    }
    m_client.disconnect(m_result);
    std::exchange(m_pages, nullptr)->deleteLater();
    AddStorageRun *run = m_run;
    m_run.clear();
    run->abandon();
}

void AddStorageDialog::showPage(Page page)
{
    m_pages->setCurrentIndex(page);
    if (page == Address)
        m_address->focusAddress();
    if (page == Result)
        m_result->show();
    updateButtons();
    if (page == Result)
        m_next->setFocus(Qt::OtherFocusReason);
}

void AddStorageDialog::proceed()
{
    switch (Page(m_pages->currentIndex())) {
    case Address: {
        const QStringList nodes = m_address->chosen();
        m_run->discovery().cancel();
        showPage(Connect);
        m_run->connectTo(nodes, m_address->atStart());
        break;
    }
    case Connect:
        m_connect->proceed();
        break;
    case Result:
        accept();
        break;
    }
}

void AddStorageDialog::back()
{
    m_run->cancelLogins();
    showPage(Address);
}

void AddStorageDialog::updateButtons()
{
    if (m_pages == nullptr)
        return;
    const auto page = Page(m_pages->currentIndex());
    m_back->setVisible(page == Connect);
    m_cancel->setVisible(page != Result);
    m_skip->setVisible(page == Connect && m_connect->canSkip());
    switch (page) {
    case Address:
        return updateAddressButtons();
    case Connect:
        return updateConnectButtons();
    case Result:
        m_next->setText(tr("&Done"));
        m_next->setIcon({});
        m_next->setEnabled(true);
        makeDefault(m_next);
        break;
    }
}

void AddStorageDialog::updateAddressButtons()
{
    const bool asks = m_client.permission(u"login"_s) == client::Permission::Auth;
    m_next->setText(tr("&Connect"));
    m_next->setIcon(asks ? lockedIcon(u"log-in"_s) : symbolicIcon(u"log-in"_s));
    m_next->setEnabled(m_client.available() && !m_address->chosen().isEmpty());
    m_address->searchButton()->setEnabled(m_client.available());
    makeDefault(m_address->searchIsNext() || !m_next->isEnabled() ? m_address->searchButton() : m_next);
}

void AddStorageDialog::updateConnectButtons()
{
    using Next = ConnectPage::Next;
    const Next next = m_connect->next();
    m_next->setText(next == Next::TryAgain ? tr("&Try again") : tr("&Connect"));
    m_next->setEnabled(m_client.available() && next != Next::Wait);
    makeDefault(m_next);
}

void AddStorageDialog::makeDefault(QPushButton *chosen)
{
    for (QPushButton *each : {m_next, m_address->searchButton()})
        each->setDefault(each == chosen);
}

} // namespace portolan::gui
