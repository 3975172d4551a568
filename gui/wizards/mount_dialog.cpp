// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/mount_dialog.h"

#include "gui/widgets/icons.h"
#include "gui/wizards/one_password.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using Stage = MountPage::Stage;

MountDialog::MountDialog(client::InitiatorClient &client, const MountSubject &subject, QWidget *parent)
    : QDialog(parent)
    , m_udisks(client.bus())
    , m_page(new MountPage(m_udisks, subject, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_next(new QPushButton(this))
{
    m_udisks.setBeforePassword(onePassword(client));
    setObjectName(u"mountDialog"_s);
    setWindowTitle(tr("Mount a disk"));
    m_cancel->setObjectName(u"cancelButton"_s);
    m_cancel->setAutoDefault(false);
    m_next->setObjectName(u"nextButton"_s);
    m_next->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(m_page, 1);
    layout->addLayout(buttons);
    const QFontMetrics metrics(font());
    resize(metrics.averageCharWidth() * 110, metrics.height() * 28);
    connect(m_page, &MountPage::changed, this, &MountDialog::updateButtons);
    connect(m_cancel, &QPushButton::clicked, this, &MountDialog::reject);
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_page->stage() == Stage::Mounted)
            return accept();
        m_page->proceed();
    });
    m_udisks.start();
    updateButtons();
}

void MountDialog::reject()
{
    if (m_page->stage() == Stage::Run && !m_page->cancelling())
        return m_page->cancel();
    QDialog::reject();
}

void MountDialog::updateButtons()
{
    const QString text = m_page->nextText();
    m_next->setVisible(!text.isEmpty());
    m_next->setText(text);
    m_next->setIcon(m_page->stage() == Stage::Decide ? lockedIcon(u"disk"_s) : QIcon());
    m_cancel->setVisible(m_page->stage() != Stage::Mounted);
    m_cancel->setText(m_page->cancelling() ? tr("Close") : tr("Cancel"));
}

} // namespace portolan::gui
