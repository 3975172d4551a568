// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/passwords_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/list_view.h"
#include "gui/windows/confirm.h"
#include "gui/windows/credentials_dialog.h"
#include "gui/windows/permitted.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

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

PasswordsDialog::PasswordsDialog(InitiatorClient &client, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_model(client)
    , m_list(new ListView(u"passwordList"_s, tr("Targets and their passwords"), this))
    , m_message(new MessageBar(this))
    , m_set(button(u"setPassword"_s, tr("&Set…"), this))
    , m_test(button(u"testPassword"_s, tr("&Test"), this))
    , m_remove(button(u"removePassword"_s, tr("&Remove…"), this))
{
    setObjectName(u"passwordsDialog"_s);
    setWindowTitle(tr("Passwords"));
    build();
    connect(m_set, &QPushButton::clicked, this, &PasswordsDialog::set);
    connect(m_list, &QAbstractItemView::activated, this, &PasswordsDialog::set);
    connect(m_test, &QPushButton::clicked, this, &PasswordsDialog::test);
    connect(m_remove, &QPushButton::clicked, this, &PasswordsDialog::remove);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_message->dismiss();
        refresh();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &PasswordsDialog::refresh);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &PasswordsDialog::refresh);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PasswordsDialog::refresh);
    connect(&m_client, &InitiatorClient::permissionsChanged, this, &PasswordsDialog::refresh);
    if (m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(0, 0));
    refresh();
    m_list->setFocus(Qt::OtherFocusReason);
}

void PasswordsDialog::build()
{
    m_list->setModel(&m_model);
    m_list->setPlaceholder(tr("There are no targets yet."));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(PasswordsModel::Target, QHeaderView::Stretch);
    m_message->setObjectName(u"passwordsMessage"_s);
    auto *note =
        new QLabel(tr("Passwords are kept encrypted by the service. Nobody is shown one, not even here."), this);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    auto *top = new QHBoxLayout;
    for (QPushButton *each : {m_set, m_test, m_remove})
        top->addWidget(each);
    top->addStretch(1);
    QPushButton *close = button(u"closeButton"_s, tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(note, 1);
    bottom->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_message);
    layout->addWidget(m_list, 1);
    layout->addLayout(bottom);
    resize(fontMetrics().averageCharWidth() * 160, fontMetrics().height() * 24);
}

std::optional<client::NodeInfo> PasswordsDialog::current() const
{
    return m_client.node(m_model.nodeAt(m_list->currentIndex()));
}

void PasswordsDialog::refresh()
{
    const auto node = current();
    const bool stored = node && (node->hasSecret || node->hasSecretIn);
    const QString why = !node ? tr("Choose a target first.") : m_testing ? tr("A login is being tried.") : QString();
    m_set->setText(stored ? tr("&Replace…") : tr("&Set…"));
    permit(*m_set, m_client, {"secrets", u"password"_s, true, why});
    permit(*m_remove, m_client,
           {"secrets", u"forget"_s, true, why.isEmpty() && !stored ? tr("No password is stored.") : why});
    const bool idle = node && node->session.isEmpty() && node->status != dbus::NodeStatus::Connecting;
    permit(*m_test, m_client,
           {"login", u"log-in"_s, true,
            !why.isEmpty() ? why
            : !idle        ? tr("It is connected or connecting: the target knows this computer.")
                           : QString()});
}

void PasswordsDialog::set()
{
    const auto node = current();
    if (!node || !m_set->isEnabled())
        return;
    m_message->dismiss();
    auto *dialog = new CredentialsDialog(m_client, node->path, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CredentialsDialog::saved, this, [this] {
        m_message->showMessage(MessageBar::Kind::Success,
                               tr("The password is stored. It counts from the next login on."));
    });
    dialog->open();
}

void PasswordsDialog::setTesting(bool testing)
{
    m_testing = testing;
    refresh();
}

/// There is no other way to ask a target than to log in to it.
void PasswordsDialog::test()
{
    const auto node = current();
    if (!node)
        return;
    setTesting(true);
    m_message->showMessage(MessageBar::Kind::Info,
                           tr("Logging in to “%1” to test it…").arg(displayable(node->title())));
    m_client.login(node->path, this, [this, path = node->path](const Result<QString> &job) {
        if (!job)
            return testEnded(path, fail(job.error()));
        m_client.whenFinished(*job, this,
                              [this, path](const Result<client::JobInfo> &outcome) { testEnded(path, outcome); });
    });
}

void PasswordsDialog::testEnded(const QString &path, const Result<client::JobInfo> &outcome)
{
    const auto node = m_client.node(path);
    const QString title = node ? displayable(node->title()) : QString();
    if (outcome && outcome->state == dbus::JobState::Done)
        return leave(path);
    setTesting(false);
    showError(*m_message, outcome ? outcome->error : outcome.error(), title, Remedy::None);
}

/// As it was before, unless something has begun to use its disks already.
void PasswordsDialog::leave(const QString &path)
{
    const auto tell = [this, path](bool left) {
        setTesting(false);
        const auto node = m_client.node(path);
        m_message->showMessage(MessageBar::Kind::Success,
                               tr("“%1” accepted this computer.").arg(node ? displayable(node->title()) : QString()),
                               left ? tr("It is logged out again.")
                                    : tr("It stays connected: something uses its disks already."));
    };
    m_client.logout(path, false, this, [this, tell](const Result<QString> &job) {
        if (!job)
            return tell(false);
        m_client.whenFinished(*job, this, [tell](const Result<client::JobInfo> &outcome) {
            tell(outcome && outcome->state == dbus::JobState::Done);
        });
    });
}

void PasswordsDialog::remove()
{
    const auto node = current();
    if (!node)
        return;
    const QString title = displayable(node->title());
    confirm(this,
            {Settings::Key::ConfirmRemovePassword, u"RemovePassword"_s, tr("Remove the password for “%1”?").arg(title),
             tr("A target that asks for it refuses the next login. A running session goes on."), tr("Remove")},
            [this, path = node->path, title] {
                m_client.clearSecret(path, u"initiator"_s, this, [this, title](const Result<void> &result) {
                    if (!result)
                        return showError(*m_message, result.error(), title, Remedy::None);
                    m_message->showMessage(MessageBar::Kind::Success, tr("The password was removed."));
                });
            });
}

} // namespace portolan::gui
