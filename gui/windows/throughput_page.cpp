// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/throughput_page.h"

#include "common/dbus/names.h"
#include "gui/models/event_feed.h"
#include "gui/models/points_csv.h"
#include "gui/models/text.h"
#include "gui/widgets/message_bar.h"

#include <QBuffer>
#include <QFileDialog>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;
using Export = ThroughputPanel::Export;

namespace {

constexpr qint64 kAroundMomentUs = 300'000'000; // five minutes on either side
constexpr qsizetype kLongestNamePart = 60;

} // namespace

ThroughputPage::ThroughputPage(InitiatorClient &client, const EventFeed &events, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_events(events)
    , m_feed(client)
    , m_message(new MessageBar(this))
    , m_panel(new ThroughputPanel(this))
{
    setObjectName(u"throughputPage"_s);
    m_message->setObjectName(u"exportMessage"_s);
    m_message->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_panel, 1);
    m_panel->graph()->setHistory(&m_feed.history());
    const auto lunChanged = [this](const QString &, const QString &session) {
        if (session == m_session)
            updateSources();
    };
    connect(&m_client, &InitiatorClient::lunChanged, this, lunChanged);
    connect(&m_client, &InitiatorClient::lunRemoved, this, lunChanged);
    connect(&m_feed, &HistoryFeed::filled, m_panel, &ThroughputPanel::reload);
    connect(&m_events, &EventFeed::changed, this, &ThroughputPage::updateMarkers);
    connect(m_panel, &ThroughputPanel::sourceChosen, this, &ThroughputPage::takeSource);
    connect(m_panel->graph(), &ThroughputGraph::rangeChanged, this, &ThroughputPage::updateNeed);
    connect(m_panel, &ThroughputPanel::exportRequested, this, &ThroughputPage::chooseFile);
    updateSources();
    updateNeed();
}

void ThroughputPage::setNode(const QString &node, const QString &title)
{
    m_title = title;
    if (node == m_node)
        return;
    m_node = node;
    m_message->dismiss();
    m_panel->graph()->endZoom();
    updateSources();
    updateMarkers();
}

void ThroughputPage::setSession(const QString &session)
{
    if (session == m_session)
        return;
    m_session = session;
    updateSources();
}

void ThroughputPage::updateSources()
{
    std::vector<GraphSource> sources{{ownSource(), tr("This target")}};
    for (const client::LunInfo &lun : m_session.isEmpty() ? std::vector<client::LunInfo>() : m_client.luns(m_session)) {
        const QString path = lun.bestPath();
        sources.push_back(
            {lun.path, path.isEmpty() ? tr("LUN %1").arg(lun.lun) : tr("LUN %1: %2").arg(lun.lun).arg(path)});
    }
    sources.push_back({dbus::kManagerPath, tr("All sessions")});
    m_panel->setSources(sources);
    takeSource();
}

/// Without a session, what the service remembers of those before.
QString ThroughputPage::ownSource() const { return m_session.isEmpty() ? m_node : m_session; }

void ThroughputPage::takeSource()
{
    if (m_panel->source() == m_feed.source())
        return;
    m_feed.setSource(m_panel->source());
    m_panel->reload();
    updateMarkers();
}

void ThroughputPage::updateNeed()
{
    const ThroughputGraph &graph = *m_panel->graph();
    m_feed.need(graph.clockUs() - graph.range().fromUs);
}

void ThroughputPage::updateMarkers()
{
    const bool all = m_panel->source() == dbus::kManagerPath;
    const EventsModel &events = m_events.model();
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addMSecs(-HistoryFeed::kFarthestUs / 1000);
    std::vector<GraphMarker> markers;
    for (int row = 0; row < events.rowCount() && events.at(row).time > oldest; ++row) {
        const client::EventInfo &event = events.at(row);
        if (event.severity >= dbus::Severity::Info && (all || (!m_node.isEmpty() && event.node == m_node)))
            markers.push_back({event.time.toMSecsSinceEpoch() * 1000, event.severity, events.sentenceAt(row)});
    }
    m_panel->graph()->setMarkers(std::move(markers));
}

void ThroughputPage::showMoment(qint64 timeUs)
{
    m_panel->chooseSource(ownSource().isEmpty() ? QString(dbus::kManagerPath) : ownSource());
    m_panel->graph()->showRange({timeUs - kAroundMomentUs, timeUs + kAroundMomentUs});
}

void ThroughputPage::showEvent(QShowEvent *) { m_feed.setLooking(true); }

void ThroughputPage::hideEvent(QHideEvent *) { m_feed.setLooking(false); }

QString ThroughputPage::titleText() const
{
    const auto [from, to] = m_panel->graph()->range();
    const auto moment = [](qint64 timeUs) {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(timeUs / 1000), QLocale::ShortFormat);
    };
    const bool all = m_panel->source() == dbus::kManagerPath;
    return QStringList{nameOf(m_panel->graph()->quantity()),
                       all ? m_panel->sourceText() : displayable(m_title) + u", "_s + m_panel->sourceText(),
                       tr("%1 to %2", "times").arg(moment(from), moment(to))}
        .join(u" – "_s);
}

QString ThroughputPage::suggestedName(Export format) const
{
    static const QRegularExpression kUnsafe(u"[^A-Za-z0-9._-]+"_s);
    const bool all = m_panel->source() == dbus::kManagerPath;
    const QString what = all ? u"all"_s : QString(m_title).replace(kUnsafe, u"-"_s).right(kLongestNamePart);
    return u"portolan-%1-%2-%3.%4"_s.arg(fileNameOf(m_panel->graph()->quantity()), what,
                                         QDateTime::currentDateTime().toString(u"yyyy-MM-dd-HHmm"_s),
                                         format == Export::Csv ? u"csv"_s : u"png"_s);
}

void ThroughputPage::chooseFile(Export format)
{
    const bool csv = format == Export::Csv;
    const QString folder =
        QStandardPaths::writableLocation(csv ? QStandardPaths::DocumentsLocation : QStandardPaths::PicturesLocation);
    auto *dialog = new QFileDialog(this, csv ? tr("Save values") : tr("Save picture"), folder,
                                   csv ? tr("Table for other programs (*.csv)") : tr("Picture (*.png)"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? u"csv"_s : u"png"_s);
    dialog->selectFile(suggestedName(format));
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &path) { exportTo(format, path); });
    dialog->open();
}

void ThroughputPage::exportTo(Export format, const QString &path)
{
    const ThroughputGraph &graph = *m_panel->graph();
    QByteArray content;
    if (format == Export::Csv) {
        content = csvOf(graph.quantity(), graph.exactPoints());
    } else {
        QBuffer buffer(&content);
        buffer.open(QIODevice::WriteOnly);
        graph.picture(titleText()).save(&buffer, "PNG");
    }
    QSaveFile file(path);
    const QString shown = displayable(path);
    // The old file stays whole where the new one cannot be written.
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        m_message->showMessage(MessageBar::Kind::Success, tr("Saved as “%1”.").arg(shown));
    else
        m_message->showMessage(MessageBar::Kind::Error,
                               tr("“%1” could not be saved: %2.").arg(shown, file.errorString()),
                               tr("Choose another folder or free some space."));
    m_message->setDismissible(true);
}

} // namespace portolan::gui
