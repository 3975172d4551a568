// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/single_instance.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kName = u"org.portolan.Portolan"_s;
const QString kPath = u"/org/portolan/Portolan"_s; // by the rule of the Desktop Entry Specification

const QString kToken = u"activation-token"_s;
constexpr const char *kTokenVariable = "XDG_ACTIVATION_TOKEN";

} // namespace

SingleInstance::SingleInstance(const QDBusConnection &sessionBus, QObject *parent)
    : QObject(parent)
    , m_bus(sessionBus)
{}

bool SingleInstance::claim(const Wish &wish)
{
    if (!m_bus.isConnected())
        return true;
    m_bus.registerObject(kPath, this, QDBusConnection::ExportScriptableSlots);
    if (m_bus.registerService(kName))
        return true;
    // The desktop gives a program that a person starts the right to come to the front; it goes on to the first one.
    QVariantMap platformData;
    if (const QString token = qEnvironmentVariable(kTokenVariable); !token.isEmpty())
        platformData.insert(kToken, token);
    if (!wish.links.isEmpty())
        return !tell(u"Open"_s, {wish.links, platformData});
    if (!wish.action.isEmpty())
        return !tell(u"ActivateAction"_s, {wish.action, QVariantList(), platformData});
    return !tell(u"Activate"_s, {platformData});
}

/// Waits for the answer: the message must be out before this process ends.
bool SingleInstance::tell(const QString &method, const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kName, kPath, u"org.freedesktop.Application"_s, method);
    call.setArguments(arguments);
    return m_bus.call(call, QDBus::Block, 3000).type() != QDBusMessage::ErrorMessage;
}

/// Where Qt looks for it when a window comes to the front on Wayland.
void SingleInstance::takeToken(const QVariantMap &platformData)
{
    if (const QString token = platformData.value(kToken).toString(); !token.isEmpty())
        qputenv(kTokenVariable, token.toUtf8());
}

void SingleInstance::Activate(const QVariantMap &platformData)
{
    takeToken(platformData);
    emit activated();
}

void SingleInstance::Open(const QStringList &uris, const QVariantMap &platformData)
{
    takeToken(platformData);
    emit linksOpened(uris);
}

void SingleInstance::ActivateAction(const QString &name, const QVariantList &, const QVariantMap &platformData)
{
    takeToken(platformData);
    emit actionRequested(name);
}

} // namespace portolan::gui
