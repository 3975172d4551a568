// SPDX-License-Identifier: GPL-3.0-or-later
#include "status_notifier_watcher.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QEventLoop>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

const QString kWatcher = u"org.kde.StatusNotifierWatcher"_s;
const QString kWatcherPath = u"/StatusNotifierWatcher"_s;
const QString kConnection = u"status-notifier-watcher"_s; // another one than that of the program
const QString kItem = u"org.kde.StatusNotifierItem"_s;
const QString kItemPath = u"/StatusNotifierItem"_s;
const QString kMenu = u"com.canonical.dbusmenu"_s;
constexpr int kAnswerMs = 5000;

/// (ia{sv}av)
MenuLine lineFrom(const QDBusArgument &argument)
{
    MenuLine line;
    argument.beginStructure();
    argument >> line.id >> line.properties;
    argument.beginArray();
    while (!argument.atEnd()) {
        QDBusVariant below;
        argument >> below;
        line.below.push_back(lineFrom(below.variant().value<QDBusArgument>()));
    }
    argument.endArray();
    argument.endStructure();
    return line;
}

} // namespace

StatusNotifierWatcher::StatusNotifierWatcher(const QString &busAddress)
    : m_bus(QDBusConnection::connectToBus(busAddress, kConnection))
{
    m_bus.registerObject(kWatcherPath, this,
                         QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties |
                             QDBusConnection::ExportAllSignals);
    m_bus.registerService(kWatcher);
}

StatusNotifierWatcher::~StatusNotifierWatcher()
{
    m_bus.unregisterService(kWatcher);
    QDBusConnection::disconnectFromBus(kConnection);
}

void StatusNotifierWatcher::RegisterStatusNotifierItem(const QString &service)
{
    if (!m_items.contains(service))
        m_items << service;
    emit StatusNotifierItemRegistered(service);
}

QString MenuLine::label() const { return properties.value(u"label"_s).toString().remove(u'_'); }

bool MenuLine::enabled() const { return properties.value(u"enabled"_s, true).toBool(); }

const MenuLine *MenuLine::find(const QString &text) const
{
    if (label().contains(text))
        return this;
    for (const MenuLine &line : below) {
        if (const MenuLine *found = line.find(text))
            return found;
    }
    return nullptr;
}

StatusNotifierItem::StatusNotifierItem(const QDBusConnection &bus, QString service)
    : m_bus(bus)
    , m_service(std::move(service))
{}

QVariantList StatusNotifierItem::ask(const QString &path, const QString &interface, const QString &member,
                                     const QVariantList &arguments) const
{
    auto message = QDBusMessage::createMethodCall(m_service, path, interface, member);
    message.setArguments(arguments);
    QDBusPendingCallWatcher answer(m_bus.asyncCall(message, kAnswerMs));
    QEventLoop loop;
    QObject::connect(&answer, &QDBusPendingCallWatcher::finished, &loop, &QEventLoop::quit);
    if (!answer.isFinished())
        loop.exec();
    const QDBusMessage reply = answer.reply();
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments() : QVariantList();
}

QVariantMap StatusNotifierItem::properties() const
{
    return qdbus_cast<QVariantMap>(ask(kItemPath, u"org.freedesktop.DBus.Properties"_s, u"GetAll"_s, {kItem}).value(0));
}

QString StatusNotifierItem::toolTip() const
{
    const QVariant value = properties().value(u"ToolTip"_s);
    if (value.metaType() != QMetaType::fromType<QDBusArgument>())
        return {};
    const auto argument = value.value<QDBusArgument>(); // (sa(iiay)ss)
    QString icon, title, text;
    argument.beginStructure();
    argument >> icon;
    argument.beginArray();
    while (!argument.atEnd()) {
        int width = 0, height = 0;
        QByteArray pixels;
        argument.beginStructure();
        argument >> width >> height >> pixels;
        argument.endStructure();
    }
    argument.endArray();
    argument >> title >> text;
    argument.endStructure();
    return title + u'\n' + text;
}

QVariant StatusNotifierItem::picture() const
{
    const QVariantMap all = properties();
    if (const QString name = all.value(u"IconName"_s).toString(); !name.isEmpty())
        return name;
    const auto argument = all.value(u"IconPixmap"_s).value<QDBusArgument>(); // a(iiay)
    QByteArray pixels;
    argument.beginArray();
    while (!argument.atEnd()) {
        int width = 0, height = 0;
        QByteArray one;
        argument.beginStructure();
        argument >> width >> height >> one;
        argument.endStructure();
        pixels += one;
    }
    argument.endArray();
    return pixels;
}

bool StatusNotifierItem::hasPicture() const { return !picture().toByteArray().isEmpty(); }

void StatusNotifierItem::activate() const { (void)ask(kItemPath, kItem, u"Activate"_s, {0, 0}); }

MenuLine StatusNotifierItem::menu() const
{
    const QString path = properties().value(u"Menu"_s).value<QDBusObjectPath>().path();
    (void)ask(path, kMenu, u"AboutToShow"_s, {0});
    const QVariantList answer = ask(path, kMenu, u"GetLayout"_s, {0, -1, QStringList()});
    return answer.size() < 2 ? MenuLine() : lineFrom(answer.at(1).value<QDBusArgument>());
}

void StatusNotifierItem::click(const MenuLine &line) const
{
    const QString path = properties().value(u"Menu"_s).value<QDBusObjectPath>().path();
    const auto nothing = QVariant::fromValue(QDBusVariant(QString()));
    (void)ask(path, kMenu, u"Event"_s, {line.id, u"clicked"_s, nothing, 0U});
    (void)ask(path, kMenu, u"Event"_s, {0, u"closed"_s, nothing, 0U});
}

} // namespace portolan::test
