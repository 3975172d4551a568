// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/connect_item.h"

#include "gui/client/sentences.h"
#include "gui/models/events_model.h"
#include "gui/models/text.h"
#include "gui/widgets/busy_indicator.h"
#include "gui/widgets/copyable_label.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

#include <utility>

namespace portolan::gui {

using namespace Qt::StringLiterals;

ConnectItem::ConnectItem(client::InitiatorClient &client, LoginRun &login, QWidget *parent)
    : QFrame(parent)
    , m_client(client)
    , m_login(login)
    , m_node(login.node())
    , m_icon(new QLabel(this))
    , m_status(new QLabel(this))
    , m_busy(new BusyIndicator(this))
    , m_title(new ElidedLabel(this))
    , m_message(new MessageBar(this))
    , m_form(new CredentialsForm(this))
    , m_initiatorName(new CopyableLabel(tr("This computer's initiator name"), this))
    , m_eventText(new QLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    setObjectName(u"connectItem"_s);
    m_title->setObjectName(u"itemTitle"_s);
    m_status->setObjectName(u"itemStatus"_s);
    m_status->setTextFormat(Qt::PlainText);
    m_message->setObjectName(u"itemMessage"_s);
    m_initiatorName->setObjectName(u"itemInitiatorName"_s);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setFullText(displayable(login.title()));
    auto *top = new QHBoxLayout;
    top->addWidget(m_icon);
    top->addWidget(m_busy);
    top->addWidget(m_title, 1);
    top->addWidget(m_status);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_message);
    layout->addWidget(m_initiatorName);
    layout->addWidget(m_eventText);
    layout->addWidget(m_form);
    m_eventText->setObjectName(u"itemEvent"_s);
    m_eventText->setTextFormat(Qt::PlainText);
    m_eventText->setWordWrap(true);
    m_eventText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_eventText->setAccessibleName(tr("What the service said of it"));
    m_eventText->hide();
    if (const auto node = m_client.node(login.node())) {
        m_form->setNames(node->username, node->usernameIn);
        m_form->setMutual(node->authMode == dbus::AuthMode::MutualChap);
    }
    connect(m_message, &MessageBar::actionTriggered, this, &ConnectItem::applyRemedy);
    connect(&m_login, &LoginRun::changed, this, &ConnectItem::update);
    connect(&m_client, &client::InitiatorClient::eventHappened, this, [this](const client::EventInfo &event) {
        if (event.node != m_login.node() || event.severity != dbus::Severity::Error)
            return;
        m_event = EventsModel::detailsOf(event);
        if (m_login.state() == LoginRun::State::Failed)
            update();
    });
    update();
}

void ConnectItem::update()
{
    using State = LoginRun::State;
    const State state = m_login.state();
    m_busy->setVisible(state == State::Working);
    m_icon->setVisible(state != State::Working);
    const auto status = state == State::Connected ? dbus::NodeStatus::Connected
                        : state == State::Failed  ? dbus::NodeStatus::ConnectionFailed
                                                  : dbus::NodeStatus::Disconnected;
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const QIcon icon = state == State::NeedsPassword ? symbolicIcon(u"password"_s, Tone::Busy) : statusIcon(status);
    m_icon->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
    m_status->setText(state == State::Working         ? m_login.phase()
                      : state == State::NeedsPassword ? tr("Password needed")
                      : state == State::Cancelled     ? tr("Cancelled")
                                                      : capitalized(client::wordOf(status)));
    m_form->setVisible(state == State::NeedsPassword && !m_shared);
    m_initiatorName->setVisible(state == State::Failed && m_login.error().code == ErrorCode::TargetRefusedName);
    m_initiatorName->setValue(m_client.manager().initiatorName);
    if (state == State::NeedsPassword)
        showNeed();
    else if (state == State::Failed && m_login.error().code != ErrorCode::ServiceUnavailable)
        showFailure();
    else
        m_message->dismiss(); // That the service is gone stands above all pages.
    if (state != State::Failed)
        m_eventText->hide();
    // The event comes before the end of the login that it is about.
    if (state == State::Working && std::exchange(m_shown, state) != state)
        m_event.clear();
    m_shown = state;
}

/// Trying again is what the main button of the window does for all of them.
void ConnectItem::showFailure()
{
    const Error &error = m_login.error();
    const bool known = error.code == ErrorCode::TargetRefusedName; // and what helps stands below
    m_remedy = isAboutInterface(error)      ? Remedy::ChangeInterface
               : known || m_event.isEmpty() ? Remedy::None
               : !m_eventText->isHidden()   ? Remedy::None
                                            : Remedy::ShowEvent;
    showError(*m_message, error, m_login.title(), m_remedy);
}

void ConnectItem::applyRemedy()
{
    if (m_remedy == Remedy::ChangeInterface)
        return emit interfaceRequested();
    if (m_remedy != Remedy::ShowEvent)
        return;
    m_eventText->setText(breakable(m_event));
    m_eventText->show();
    m_eventText->setFocus(Qt::OtherFocusReason); // the button goes
    update();
}

void ConnectItem::showNeed()
{
    const Error &error = m_login.error();
    const bool first = !m_asked && error.code == ErrorCode::AuthRequired;
    m_asked = true;
    m_message->showMessage(first ? MessageBar::Kind::Info : MessageBar::Kind::Error,
                           client::sentenceOf(error, displayable(m_login.title())), client::cureOf(error));
    if (m_shared)
        return;
    if (first)
        m_form->focusFirstEmpty();
    else
        m_form->focusPassword(error.code == ErrorCode::TargetAuthFailed);
}

void ConnectItem::setFormShared(bool shared)
{
    m_shared = shared;
    m_form->setVisible(m_login.state() == LoginRun::State::NeedsPassword && !shared);
}

bool ConnectItem::checkForm()
{
    const QString problem = m_form->problem();
    if (problem.isEmpty())
        return true;
    m_message->showMessage(MessageBar::Kind::Error, problem);
    m_form->focusFirstEmpty();
    return false;
}

} // namespace portolan::gui
