// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/add_storage_dialog.h"

#include "gui/client/sentences.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/address_page.h"
#include "gui/wizards/connect_page.h"
#include "gui/wizards/mount_page.h"
#include "gui/wizards/one_password.h"
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
    , m_udisks(client.bus())
    , m_run(new AddStorageRun(client, keeper))
    , m_pages(new QStackedWidget(this))
    , m_address(new AddressPage(client, m_run->discovery(), this))
    , m_connect(new ConnectPage(client, *m_run, this))
    , m_result(new ResultPage(client, m_udisks, *m_run, this))
    , m_mounts(new QStackedWidget(this))
    , m_service(new MessageBar(this))
    , m_back(button(u"backButton"_s, tr("&Back"), this))
    , m_skip(button(u"skipButton"_s, tr("Continue with&out"), this))
    , m_next(button(u"nextButton"_s, QString(), this))
    , m_cancel(button(u"cancelButton"_s, tr("Cancel"), this))
{
    m_udisks.setBeforePassword(onePassword(client));
    setObjectName(u"addStorageDialog"_s);
    setWindowTitle(tr("Add storage"));
    build();
    connect(m_address, &AddressPage::choiceChanged, this, &AddStorageDialog::updateButtons);
    connect(m_connect, &ConnectPage::changed, this, [this] {
        if (m_pages->currentIndex() == Connect && m_connect->next() == ConnectPage::Next::Result)
            showPage(Result);
        updateButtons();
    });
    connect(m_connect, &ConnectPage::interfaceRequested, this, [this] {
        back();
        m_address->focusInterface();
    });
    connect(m_result, &ResultPage::retryRequested, this, &AddStorageDialog::retry);
    connect(m_result, &ResultPage::mountRequested, this, &AddStorageDialog::showMount);
    connect(&m_client, &InitiatorClient::lunChanged, this, [this](const QString &path, const QString &session) {
        auto *page = m_mounts->findChild<MountPage *>(path, Qt::FindDirectChildrenOnly);
        for (const client::LunInfo &lun : page != nullptr ? m_client.luns(session) : std::vector<client::LunInfo>()) {
            if (lun.path == path)
                page->setUsers(usersOf(lun));
        }
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
        if (m_pages->currentIndex() < Result)
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
    m_pages->addWidget(m_mounts);
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
    if (m_pages->currentIndex() == Mount && mountPage()->stage() == MountPage::Stage::Run && !mountPage()->cancelling())
        return mountPage()->cancel();
    if (m_pages->currentIndex() >= Result)
        return accept();
    // The run goes on alone and deletes itself. The pages show it, so they go before it, but not now: the key that
    // brought us here may still be on its way through one of their fields.
    QDialog::reject();
    for (QObject *page : {static_cast<QObject *>(this), static_cast<QObject *>(m_address),
                          static_cast<QObject *>(m_connect), static_cast<QObject *>(m_result)}) {
        m_run->disconnect(page);
        m_run->discovery().disconnect(page);
        m_client.disconnect(page);
    }
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
        if (nodes.isEmpty())
            return showPage(Result); // back there: nothing new was chosen
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
    case Mount:
        if (mountPage()->stage() == MountPage::Stage::Mounted)
            return accept();
        mountPage()->proceed();
        break;
    }
}

MountPage *AddStorageDialog::mountPage() const { return qobject_cast<MountPage *>(m_mounts->currentWidget()); }

void AddStorageDialog::showMount(const client::LunInfo &lun, const QString &title)
{
    auto *page = m_mounts->findChild<MountPage *>(lun.path, Qt::FindDirectChildrenOnly);
    if (page == nullptr) {
        page = new MountPage(m_udisks, mountSubject(lun, title, m_address->atStart()), m_mounts);
        page->setObjectName(lun.path);
        connect(page, &MountPage::changed, this, &AddStorageDialog::updateButtons);
        m_mounts->addWidget(page);
    }
    m_mounts->setCurrentWidget(page);
    page->setUsers(usersOf(lun));
    page->refresh();
    showPage(Mount);
}

void AddStorageDialog::back()
{
    if (m_pages->currentIndex() == Mount)
        return showPage(Result);
    if (m_pages->currentIndex() == Result && m_connect->next() != ConnectPage::Next::Result)
        return showPage(Connect);
    m_run->cancelLogins();
    showPage(Address);
}

void AddStorageDialog::retry()
{
    showPage(Connect);
    if (m_connect->next() == ConnectPage::Next::TryAgain)
        m_connect->proceed();
}

void AddStorageDialog::updateButtons()
{
    if (m_pages == nullptr)
        return;
    const auto page = Page(m_pages->currentIndex());
    m_back->setEnabled(true);
    m_next->setVisible(true);
    m_cancel->setText(tr("Cancel"));
    m_back->setVisible(page != Address);
    m_cancel->setVisible(page < Result);
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
    case Mount:
        return updateMountButtons();
    }
}

void AddStorageDialog::updateMountButtons()
{
    const MountPage *page = mountPage();
    const bool running = page->stage() == MountPage::Stage::Run;
    m_back->setEnabled(!running);
    m_cancel->setVisible(running);
    m_cancel->setText(page->cancelling() ? tr("Close") : tr("Cancel"));
    m_next->setText(page->nextText());
    m_next->setVisible(!page->nextText().isEmpty());
    m_next->setIcon(page->stage() == MountPage::Stage::Decide ? lockedIcon(u"disk"_s) : QIcon());
    m_next->setEnabled(true);
    makeDefault(m_next);
}

void AddStorageDialog::updateAddressButtons()
{
    const bool asks = m_client.permission(u"login"_s) == client::Permission::Auth;
    // Who came back from the disks can go there again without choosing anything.
    const bool onwards = m_address->chosen().isEmpty() && m_run->count(LoginRun::State::Connected) > 0;
    m_next->setText(onwards ? tr("C&ontinue") : tr("&Connect"));
    m_next->setIcon(onwards ? QIcon() : asks ? lockedIcon(u"log-in"_s) : symbolicIcon(u"log-in"_s));
    m_next->setEnabled(m_client.available() && (onwards || !m_address->chosen().isEmpty()));
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
