// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/address_page.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/busy_indicator.h"
#include "gui/widgets/copyable_label.h"
#include "gui/widgets/credentials_form.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/interface_edit.h"
#include "gui/wizards/offer_list.h"
#include "gui/wizards/page_header.h"
#include "gui/wizards/target_choice.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

/// The same search may go well the next time. Else the address is to be corrected, which has the focus.
bool mayPassByItself(const Error &error)
{
    return error.code != ErrorCode::HostNotFound && error.code != ErrorCode::ProtocolViolation &&
           error.code != ErrorCode::InvalidArgument;
}

} // namespace

AddressPage::AddressPage(InitiatorClient &client, DiscoveryRun &discovery, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_discovery(discovery)
    , m_offers(client)
    , m_address(new QLineEdit(this))
    , m_advanced(new QToolButton(this))
    , m_search(new QPushButton(this))
    , m_offerList(new OfferList(this))
    , m_message(new MessageBar(this))
    , m_busy(new BusyIndicator(this))
    , m_phase(new QLabel(this))
    , m_targets(new TargetChoice(this))
    , m_atStart(new QCheckBox(tr("Connect &automatically when this computer starts"), this))
    , m_initiatorName(new CopyableLabel(tr("This computer's initiator name"), this))
{
    build();
    connect(m_search, &QPushButton::clicked, this, &AddressPage::searchOrStop);
    connect(m_address, &QLineEdit::textEdited, this, [this] {
        m_message->dismiss();
        emit choiceChanged();
    });
    connect(m_address, &QLineEdit::textChanged, this, &AddressPage::showOffers);
    connect(&m_offers, &AddressOffers::changed, this, &AddressPage::showOffers);
    connect(m_offerList, &OfferList::chosen, this, &AddressPage::take);
    connect(m_offerList, &OfferList::leftUpwards, this, [this] { m_address->setFocus(Qt::OtherFocusReason); });
    connect(m_offerList, &OfferList::forgetRequested, &m_offers, &AddressOffers::forget);
    connect(m_targets, &TargetChoice::choiceChanged, this, &AddressPage::choiceChanged);
    connect(m_message, &MessageBar::actionTriggered, this, &AddressPage::applyRemedy);
    connect(&m_discovery, &DiscoveryRun::phaseChanged, m_phase, &QLabel::setText);
    connect(&m_discovery, &DiscoveryRun::nodesChanged, this, &AddressPage::showNodes);
    connect(&m_discovery, &DiscoveryRun::finished, this, &AddressPage::showFinished);
    connect(&m_discovery, &DiscoveryRun::failed, this, &AddressPage::showFailure);
    connect(&m_client, &InitiatorClient::nodeChanged, this, [this](const QString &path) {
        if (m_discovery.nodes().contains(path))
            showNodes();
    });
    connect(&m_client, &InitiatorClient::managerChanged, this, &AddressPage::updateInitiatorName);
    updateInitiatorName();
    showRunning(false);
}

void AddressPage::build()
{
    m_address->setObjectName(u"address"_s);
    m_address->setPlaceholderText(tr("For example nas.local, 192.168.1.20 or [fd00::20]:3260"));
    m_address->setMaxLength(300);
    m_address->setClearButtonEnabled(true);
    m_address->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhUrlCharactersOnly);
    m_search->setObjectName(u"searchButton"_s);
    m_message->setObjectName(u"addressMessage"_s);
    m_phase->setObjectName(u"searchPhase"_s);
    m_phase->setTextFormat(Qt::PlainText);
    m_atStart->setObjectName(u"atStart"_s);
    m_atStart->setChecked(true);
    m_initiatorName->setObjectName(u"initiatorName"_s);
    m_targets->setPlaceholder(tr("The targets of the server appear here."));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    addPageHeader(layout, tr("Where is the storage?"),
                  tr("Enter the address of the storage server (NAS, SAN or another computer)."));
    auto *label = new QLabel(tr("A&ddress of the server:"), this);
    label->setBuddy(m_address);
    m_address->setAccessibleName(tr("Address of the server"));
    auto *above = new QHBoxLayout;
    above->addWidget(label, 1);
    above->addWidget(m_advanced);
    auto *row = new QHBoxLayout;
    row->addWidget(m_address, 1);
    row->addWidget(m_search);
    layout->addLayout(above);
    layout->addLayout(row);
    layout->addWidget(m_offerList);
    layout->addWidget(buildAdvanced());
    m_address->installEventFilter(this);
    for (auto [first, second] : {std::pair<QWidget *, QWidget *>(m_address, m_search),
                                 {m_search, m_offerList},
                                 {m_offerList, m_advanced},
                                 {m_advanced, m_interface}})
        setTabOrder(first, second);
    layout->addWidget(m_message);
    layout->addWidget(buildCredentials());
    auto *progress = new QHBoxLayout;
    progress->addWidget(m_busy);
    progress->addWidget(m_phase, 1);
    layout->addLayout(progress);
    layout->addWidget(m_targets, 1);
    layout->addWidget(m_atStart);

    auto *own = new QHBoxLayout;
    auto *ownLabel = new QLabel(tr("This computer's initiator name:"), this);
    own->addWidget(ownLabel);
    own->addWidget(m_initiatorName, 1);
    layout->addSpacing(6);
    layout->addLayout(own);
    const QString why = tr("Servers with a list of allowed initiators need this name on it.");
    ownLabel->setToolTip(why);
    m_initiatorName->setAccessibleDescription(why);
    m_initiatorName->setToolTip(why);
}

QWidget *AddressPage::buildAdvanced()
{
    m_advancedBox = new QWidget(this);
    m_advancedBox->setObjectName(u"advancedBox"_s);
    m_interface = new InterfaceEdit(m_advancedBox);
    m_interfaceHint = noteLabel({}, m_advancedBox);
    m_interfaceHint->setObjectName(u"interfaceHint"_s);
    auto *label = new QLabel(tr("Network &interface:"), m_advancedBox);
    label->setBuddy(m_interface);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_interface, 1);
    auto *layout = new QVBoxLayout(m_advancedBox);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addLayout(row);
    layout->addWidget(m_interfaceHint);
    m_advanced->setObjectName(u"advancedButton"_s);
    m_advanced->setCheckable(true);
    m_advanced->setAutoRaise(true);
    m_advanced->setFocusPolicy(Qt::StrongFocus);
    m_advanced->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_advanced, &QToolButton::toggled, this, &AddressPage::updateAdvanced);
    connect(m_advanced, &QToolButton::clicked, this, [this](bool unfolded) {
        if (unfolded)
            m_interface->setFocus(Qt::OtherFocusReason);
    });
    connect(m_interface, &QComboBox::currentTextChanged, this, [this] {
        m_message->dismiss();
        updateAdvanced();
        emit choiceChanged();
    });
    updateAdvanced();
    return m_advancedBox;
}

void AddressPage::updateAdvanced()
{
    const bool unfolded = m_advanced->isChecked();
    const QString interface = interfaceText();
    m_advancedBox->setVisible(unfolded);
    m_advanced->setArrowType(unfolded                               ? Qt::DownArrow
                             : layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow
                                                                    : Qt::RightArrow);
    // Folded it still counts, so it is said.
    m_advanced->setText(unfolded || interface.isEmpty() ? tr("Ad&vanced")
                                                        : tr("Ad&vanced: %1").arg(displayable(interface)));
    m_interfaceHint->setText(interface.isEmpty() ? tr("Empty: whichever way this computer's routing table gives.")
                                                 : m_interface->hint());
}

QString AddressPage::interfaceText() const { return m_interface->currentText().trimmed(); }

void AddressPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_offers.start();
    showOffers();
}

void AddressPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_offers.stop();
}

/// From the field down into the list below it, as in every field with suggestions.
bool AddressPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && !m_offerList->isHidden() &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_offerList->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AddressPage::showOffers()
{
    m_offerList->setOffers(m_offers.matching(m_address->text()));
    const bool wanted = !m_discovery.running() && m_offerList->count() > 0 &&
                        (m_discovery.nodes().isEmpty() || address() != m_searched);
    if (!wanted && m_offerList->hasFocus())
        m_address->setFocus(Qt::OtherFocusReason);
    m_offerList->setVisible(wanted);
}

void AddressPage::take(const QString &offered)
{
    m_address->setText(offered);
    m_address->setFocus(Qt::OtherFocusReason);
    if (m_search->isEnabled())
        search();
}

QWidget *AddressPage::buildCredentials()
{
    m_credentialsBox = new QWidget(this);
    m_credentialsBox->setObjectName(u"discoveryCredentials"_s);
    m_credentials = new CredentialsForm(m_credentialsBox);
    auto *layout = new QVBoxLayout(m_credentialsBox);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(m_credentials);
    m_credentialsBox->hide();
    connect(m_credentials, &CredentialsForm::edited, this, &AddressPage::choiceChanged);
    return m_credentialsBox;
}

QStringList AddressPage::chosen() const { return m_targets->chosen(); }

bool AddressPage::atStart() const { return m_atStart->isChecked(); }

QString AddressPage::address() const { return m_address->text().trimmed(); }

void AddressPage::setAddress(const QString &address) { m_address->setText(address); }

bool AddressPage::searchIsNext() const { return m_discovery.running() || !isSearched() || chosen().isEmpty(); }

bool AddressPage::isSearched() const { return address() == m_searched && interfaceText() == m_searchedInterface; }

void AddressPage::focusAddress()
{
    m_address->setFocus(Qt::OtherFocusReason);
    m_address->selectAll();
}

void AddressPage::focusInterface()
{
    m_advanced->setChecked(true);
    m_interface->setFocus(Qt::OtherFocusReason);
    m_interface->lineEdit()->selectAll();
}

void AddressPage::searchOrStop()
{
    if (m_discovery.running()) {
        m_phase->setText(tr("Stopping…"));
        m_search->setEnabled(false);
        m_discovery.cancel();
        return;
    }
    search();
}

void AddressPage::search()
{
    m_message->dismiss();
    const Result<Portal> portal = Portal::parse(address().toStdString());
    if (!portal) {
        const QString sentence = address().isEmpty() ? tr("There is no address yet.")
                                                     : tr("“%1” is not an address.").arg(displayable(address()));
        m_message->showMessage(MessageBar::Kind::Error, sentence,
                               tr("Enter a name or an IP address, and after a colon the port if it is not 3260. "
                                  "An IPv6 address with a port stands in brackets: [fd00::20]:3260."));
        focusAddress();
        return;
    }
    const Result<QString> interface = m_interface->interface();
    if (!interface) {
        m_message->showMessage(MessageBar::Kind::Error,
                               tr("“%1” is not a network interface.").arg(displayable(interfaceText())),
                               InterfaceEdit::whatIsExpected());
        return focusInterface();
    }
    InitiatorClient::DiscoverOptions options;
    if (!m_credentialsBox->isHidden() && isSearched()) {
        if (const QString problem = m_credentials->problem(); !problem.isEmpty()) {
            m_message->showMessage(MessageBar::Kind::Error, problem);
            m_credentials->focusFirstEmpty();
            return;
        }
        const Credentials typed = m_credentials->credentials();
        options = {typed.username, typed.usernameIn, typed.secret, typed.secretIn, {}};
    } else {
        m_credentialsBox->hide();
    }
    options.interface = *interface;
    options.probe = true;
    m_searched = address();
    m_searchedInterface = interfaceText();
    m_discovery.start(*portal, options);
    showRunning(true);
}

void AddressPage::showRunning(bool running)
{
    // Hiding what has the focus would throw it anywhere.
    m_busy->setVisible(running);
    m_phase->setVisible(running);
    m_search->setEnabled(true);
    m_search->setText(running ? tr("&Stop") : tr("&Search"));
    m_search->setIcon(symbolicIcon(running ? u"close"_s : u"search"_s));
    m_address->setReadOnly(running);
    m_targets->setPlaceholder(running ? tr("Searching…") : tr("The targets of the server appear here."));
    showOffers();
    emit choiceChanged();
}

void AddressPage::showNodes()
{
    std::vector<client::NodeInfo> nodes;
    for (const QString &path : m_discovery.nodes()) {
        if (auto node = m_client.node(path))
            nodes.push_back(*std::move(node));
    }
    m_targets->setNodes(nodes, m_discovery.silentNodes());
}

void AddressPage::showFinished()
{
    m_offers.remember(m_searched);
    showRunning(false);
    m_credentialsBox->hide();
    showNodes();
    if (m_discovery.nodes().isEmpty()) {
        m_targets->setPlaceholder(tr("No targets"));
        m_remedy = Remedy::CopyInitiatorName;
        m_message->showMessage(
            MessageBar::Kind::Warning, tr("The server answers, but it offers no target to this computer."),
            tr("Create a target on the server, or add this computer's initiator name to those it lets in."),
            remedyText(m_remedy));
        return;
    }
    m_targets->tickOnlyOne();
    m_targets->setFocus(Qt::OtherFocusReason);
    emit choiceChanged();
}

void AddressPage::showFailure(const Error &error)
{
    showRunning(false);
    // One asked for the one; the dialog says the other, above every page.
    if (error.code == ErrorCode::Cancelled || error.code == ErrorCode::ServiceUnavailable) {
        focusAddress();
        return;
    }
    m_remedy = isAboutInterface(error) ? Remedy::ChangeInterface : remedyFor(error, mayPassByItself(error));
    const QString subject = QString::fromStdString(m_discovery.portal().text());
    if (m_remedy != Remedy::EnterPassword) {
        showError(*m_message, error, subject, m_remedy);
        focusAddress();
        return;
    }
    const auto kind = error.code == ErrorCode::AuthRequired ? MessageBar::Kind::Info : MessageBar::Kind::Error;
    m_message->showMessage(kind, client::sentenceOf(error, displayable(subject)), client::cureOf(error));
    const bool again = !m_credentialsBox->isHidden();
    m_credentialsBox->show();
    if (again)
        m_credentials->focusPassword(error.code == ErrorCode::TargetAuthFailed);
    else
        m_credentials->focusFirstEmpty();
}

void AddressPage::applyRemedy()
{
    switch (m_remedy) {
    case Remedy::CopyInitiatorName:
        return QGuiApplication::clipboard()->setText(m_client.manager().initiatorName);
    case Remedy::ChangeInterface:
        return focusInterface();
    case Remedy::Retry:
        return search();
    case Remedy::EnterPassword:
    case Remedy::Unmount:
    case Remedy::ShowEvent:
    case Remedy::None:
        break;
    }
}

void AddressPage::updateInitiatorName() { m_initiatorName->setValue(m_client.manager().initiatorName); }

} // namespace portolan::gui
