// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/isns_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/busy_indicator.h"
#include "gui/widgets/error_message.h"
#include "gui/windows/permitted.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

constexpr int kLongestAddress = 255;

} // namespace

IsnsDialog::IsnsDialog(InitiatorClient &client, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_run(client)
    , m_message(new MessageBar(this))
    , m_address(new QLineEdit(this))
    , m_port(new QSpinBox(this))
    , m_busy(new BusyIndicator(this))
    , m_phase(new QLabel(this))
    , m_search(new QPushButton(tr("&Search"), this))
    , m_cancel(new QPushButton(this))
{
    setObjectName(u"isnsDialog"_s);
    setWindowTitle(tr("Add iSNS server"));
    build();
    connect(m_search, &QPushButton::clicked, this, &IsnsDialog::search);
    connect(m_cancel, &QPushButton::clicked, this, &IsnsDialog::reject);
    connect(m_address, &QLineEdit::textChanged, this, [this] {
        m_message->dismiss();
        updateState();
    });
    connect(m_message, &MessageBar::actionTriggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_client.manager().initiatorName); });
    connect(&m_run, &DiscoveryRun::phaseChanged, m_phase, &QLabel::setText);
    connect(&m_run, &DiscoveryRun::finished, this, &IsnsDialog::finished);
    connect(&m_run, &DiscoveryRun::failed, this, &IsnsDialog::failed);
    for (const auto signal : {&InitiatorClient::permissionsChanged, &InitiatorClient::ready})
        connect(&m_client, signal, this, &IsnsDialog::updateState);
    connect(&m_client, &InitiatorClient::unavailable, this, &IsnsDialog::updateState);
    updateState();
    const int width = fontMetrics().averageCharWidth() * 66;
    resize(width, layout()->heightForWidth(width));
    m_address->setFocus(Qt::OtherFocusReason);
}

void IsnsDialog::build()
{
    m_message->setObjectName(u"isnsMessage"_s);
    m_address->setObjectName(u"isnsAddress"_s);
    m_address->setMaxLength(kLongestAddress);
    m_address->setPlaceholderText(u"isns.example.org"_s);
    m_address->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhUrlCharactersOnly);
    m_port->setObjectName(u"isnsPort"_s);
    m_port->setRange(1, 65535);
    m_port->setValue(kDefaultIsnsPort);
    m_search->setObjectName(u"searchIsns"_s);
    m_search->setDefault(true);
    m_cancel->setObjectName(u"cancelButton"_s);
    m_cancel->setAutoDefault(false);
    m_phase->setObjectName(u"isnsPhase"_s);
    m_phase->setTextFormat(Qt::PlainText);
    auto *about = new QLabel(tr("An iSNS server knows the targets of many storage servers and tells those that this "
                                "computer may see. Nothing is connected by the search."),
                             this);
    about->setObjectName(u"isnsAbout"_s);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Address:"), m_address);
    form->addRow(tr("&Port:"), m_port);
    auto *progress = new QHBoxLayout;
    progress->addWidget(m_busy);
    progress->addWidget(m_phase, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addLayout(progress, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(about);
    layout->addWidget(m_message);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addLayout(buttons);
    // The line of the progress is there from the start, so that nothing moves when a search begins.
    m_busy->setFixedSize(m_busy->sizeHint());
    QSizePolicy kept = m_busy->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(kept);
}

void IsnsDialog::updateState()
{
    const bool searching = m_run.running();
    m_address->setEnabled(!searching);
    m_port->setEnabled(!searching);
    permit(*m_search, m_client, {"discover", u"search"_s, !searching && !m_address->text().trimmed().isEmpty()});
    m_cancel->setText(searching ? tr("Stop") : tr("Cancel"));
    m_busy->setVisible(searching);
    if (!searching)
        m_phase->clear();
}

void IsnsDialog::search()
{
    // Whoever types the port behind the address means that one.
    const auto server = Portal::parse(m_address->text().trimmed().toStdString(), std::uint16_t(m_port->value()));
    if (!server) {
        m_message->showMessage(MessageBar::Kind::Error, tr("This is not an address of a server."),
                               tr("Enter an IP address or the name of a computer."));
        return m_address->setFocus(Qt::OtherFocusReason);
    }
    m_port->setValue(server->port);
    m_message->dismiss();
    InitiatorClient::DiscoverOptions options;
    options.isns = true;
    m_run.start(*server, options);
    updateState();
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void IsnsDialog::reject()
{
    if (m_run.running())
        return m_run.cancel();
    QDialog::reject();
}

QString IsnsDialog::serverText() const { return QString::fromStdString(m_run.portal().text()); }

void IsnsDialog::finished()
{
    updateState();
    if (!m_run.nodes().isEmpty())
        return accept();
    m_message->showMessage(
        MessageBar::Kind::Info, tr("“%1” knows no target for this computer.").arg(displayable(serverText())),
        tr("It is in the list of servers now. Copy this computer's initiator name, put it on the iSNS server into the "
           "discovery domain of the targets, and search again."),
        remedyText(Remedy::CopyInitiatorName));
    m_search->setFocus(Qt::OtherFocusReason);
}

void IsnsDialog::failed(const Error &error)
{
    updateState();
    const Remedy remedy =
        remedyFor(error, false) == Remedy::CopyInitiatorName ? Remedy::CopyInitiatorName : Remedy::None;
    showError(*m_message, error, serverText(), remedy);
    m_address->setFocus(Qt::OtherFocusReason);
}

} // namespace portolan::gui
