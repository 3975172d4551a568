// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/result_page.h"

#include "gui/client/sentences.h"
#include "gui/models/disks_model.h"
#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/icons.h"
#include "gui/wizards/page_header.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

ResultPage::ResultPage(InitiatorClient &client, udisks::UDisksClient &udisks, AddStorageRun &run, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_udisks(udisks)
    , m_run(run)
    , m_content(new QWidget)
    , m_list(new QVBoxLayout(m_content))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    addPageHeader(layout, tr("Connected"),
                  tr("These disks are on this computer now. They stay connected when you close Portolan."));
    m_list->setContentsMargins({});
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"resultScroll"_s);
    scroll->setAccessibleName(tr("Disks"));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_content);
    layout->addWidget(scroll, 1);
    // A disk may need a moment until it has its device.
    const auto update = [this] {
        if (m_shown)
            rebuild();
    };
    connect(&m_client, &InitiatorClient::lunChanged, this, update);
    connect(&m_client, &InitiatorClient::lunRemoved, this, update);
    connect(&m_run, &AddStorageRun::loginChanged, this, update);
    connect(&m_udisks, &udisks::UDisksClient::changed, this, &ResultPage::lookAtDisks);
}

void ResultPage::show()
{
    m_shown = true;
    m_udisks.start();
    rebuild();
}

void ResultPage::lookAtDisks()
{
    std::vector<udisks::Disk> disks;
    for (const client::LunInfo &lun : m_client.luns()) {
        const auto disk = m_udisks.disk(lun.device);
        disks.push_back(disk.value_or(udisks::Disk()));
        for (udisks::Disk &part : disk ? m_udisks.fileSystemsOn(*disk) : std::vector<udisks::Disk>())
            disks.push_back(std::move(part));
    }
    const bool without = m_udisks.failure().has_value();
    if (disks == m_disks && without == m_withoutUDisks)
        return;
    m_disks = std::move(disks);
    m_withoutUDisks = without;
    if (m_shown)
        rebuild();
}

void ResultPage::rebuild()
{
    while (QLayoutItem *item = m_list->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    for (const LoginRun *login : m_run.logins())
        addLogin(*login);
    m_list->addStretch(1);
}

void ResultPage::addLogin(const LoginRun &login)
{
    const QString title = displayable(login.title());
    if (login.state() != LoginRun::State::Connected) {
        const bool asks = login.state() == LoginRun::State::NeedsPassword;
        addWarning(tr("“%1” is not connected.").arg(title), client::sentenceOf(login.error()),
                   asks ? Remedy::EnterPassword : Remedy::Retry, [this] { emit retryRequested(); });
        return;
    }
    auto *heading = new ElidedLabel(m_content);
    heading->setObjectName(u"resultTarget"_s);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    heading->setFullText(title);
    m_list->addWidget(heading);
    const auto node = m_client.node(login.node());
    const std::vector<client::LunInfo> luns =
        node && !node->session.isEmpty() ? m_client.luns(node->session) : std::vector<client::LunInfo>();
    for (const client::LunInfo &lun : luns) {
        if (lun.problem.isEmpty())
            m_list->addWidget(diskRow(lun, login.title()));
        else
            m_list->addWidget(
                noteLabel(tr("LUN %1 is not usable: %2").arg(lun.lun).arg(displayable(lun.problem)), m_content));
    }
    if (luns.empty() && login.hasNoDisks()) {
        addWarning(
            tr("The target offers no disk to this computer."),
            tr("On the server, map a LUN to the target for this computer's initiator name. It appears here by itself."),
            Remedy::CopyInitiatorName,
            [this] { QGuiApplication::clipboard()->setText(m_client.manager().initiatorName); });
    } else if (luns.empty()) {
        m_list->addWidget(noteLabel(tr("Its disks will appear in a moment."), m_content));
    }
    if (const auto &error = login.notRemembered())
        addWarning(tr("It is connected now, but will not be after the next start."), client::sentenceOf(*error),
                   Remedy::Retry, [run = QPointer(&m_run), node = login.node()] {
                       const auto logins = run ? run->logins() : std::vector<LoginRun *>();
                       if (const auto found = std::ranges::find(logins, node, &LoginRun::node); found != logins.end())
                           (*found)->rememberAgain();
                   });
    m_list->addSpacing(8);
}

QWidget *ResultPage::mountButton(const client::LunInfo &lun, const QString &title, QWidget *row)
{
    const auto disk = m_udisks.disk(lun.device);
    const std::vector<udisks::Disk> parts = disk ? m_udisks.fileSystemsOn(*disk) : std::vector<udisks::Disk>();
    const bool known = !parts.empty();
    auto *button =
        new QPushButton(symbolicIcon(u"disk"_s), disk && !known ? tr("Format and mount…") : tr("Mount…"), row);
    button->setObjectName(u"mountDisk"_s);
    button->setAutoDefault(false);
    button->setAccessibleName(QString(button->text()).remove(u'…') + u' ' + displayable(lun.device));
    const bool mounted =
        known && std::ranges::none_of(parts, [](const udisks::Disk &part) { return part.mountPoints.isEmpty(); });
    const bool used = parts.size() < 2 && !lun.mountPoints.isEmpty();
    // Without UDisks the page behind it says what is missing.
    button->setVisible(!lun.device.isEmpty() && !mounted && !used && (disk || m_udisks.failure()));
    connect(button, &QPushButton::clicked, this, [this, lun, title] { emit mountRequested(lun, title); });
    return button;
}

QWidget *ResultPage::diskRow(const client::LunInfo &lun, const QString &title)
{
    auto *row = new QFrame(m_content);
    row->setObjectName(u"diskRow"_s);
    row->setFrameShape(QFrame::StyledPanel);
    auto *icon = new QLabel(row);
    const int side = style()->pixelMetric(QStyle::PM_LargeIconSize, nullptr, this);
    icon->setPixmap(symbolicIcon(u"disk"_s).pixmap(QSize(side, side), devicePixelRatioF()));
    auto *path = new ElidedLabel(row);
    path->setObjectName(u"diskPath"_s);
    path->setFullText(lun.bestPath().isEmpty() ? tr("LUN %1").arg(lun.lun) : displayable(lun.bestPath()));
    QStringList facts;
    if (lun.sizeBytes > 0)
        facts << client::sizeText(lun.sizeBytes);
    facts << displayable((lun.vendor.trimmed() + u' ' + lun.model.trimmed()).trimmed());
    facts.removeAll(QString());
    QLabel *about = noteLabel(facts.join(u" · "_s), row);
    about->setObjectName(u"diskFacts"_s);
    auto *copy = new QPushButton(symbolicIcon(u"copy"_s), tr("Copy path"), row);
    copy->setObjectName(u"copyPath"_s);
    copy->setAutoDefault(false);
    copy->setEnabled(!lun.bestPath().isEmpty());
    copy->setAccessibleName(tr("Copy path of %1").arg(path->fullText()));
    connect(copy, &QPushButton::clicked, this,
            [value = lun.bestPath()] { QGuiApplication::clipboard()->setText(value); });
    auto *open = new QPushButton(symbolicIcon(u"folder"_s), tr("Open folder"), row);
    open->setObjectName(u"openFolder"_s);
    open->setAutoDefault(false);
    open->setAccessibleName(tr("Open folder of %1").arg(path->fullText()));
    const QString folder = DisksModel::folderOf(lun);
    open->setVisible(!folder.isEmpty());
    connect(open, &QPushButton::clicked, this, [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });

    auto *text = new QVBoxLayout;
    text->setSpacing(1);
    text->addWidget(path);
    text->addWidget(about);
    auto *layout = new QHBoxLayout(row);
    layout->addWidget(icon);
    layout->addLayout(text, 1);
    layout->addWidget(mountButton(lun, title, row));
    layout->addWidget(open);
    layout->addWidget(copy);
    return row;
}

void ResultPage::addWarning(const QString &sentence, const QString &cure, Remedy remedy, std::function<void()> apply)
{
    auto *bar = new MessageBar(m_content);
    bar->setObjectName(u"resultWarning"_s);
    m_list->addWidget(bar);
    bar->showMessage(MessageBar::Kind::Warning, sentence, cure, remedyText(remedy));
    connect(bar, &MessageBar::actionTriggered, this, std::move(apply));
}

} // namespace portolan::gui
