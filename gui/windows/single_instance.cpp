// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/single_instance.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kName = u"org.portolan.Portolan"_s;
const QString kPath = u"/org/portolan/Portolan"_s; // by the rule of the Desktop Entry Specification

} // namespace

SingleInstance::SingleInstance(const QDBusConnection &sessionBus, QObject *parent)
    : QObject(parent)
    , m_bus(sessionBus)
{}

bool SingleInstance::claim()
{
    if (!m_bus.isConnected())
        return true;
    m_bus.registerObject(kPath, this, QDBusConnection::ExportScriptableSlots);
    if (m_bus.registerService(kName))
        return true;
    QDBusMessage call = QDBusMessage::createMethodCall(kName, kPath, u"org.freedesktop.Application"_s, u"Activate"_s);
    call.setArguments({QVariantMap()});
    // Waits for the answer: the message must be out before this process ends.
    return m_bus.call(call, QDBus::Block, 3000).type() == QDBusMessage::ErrorMessage;
}

void SingleInstance::Activate(const QVariantMap &) { emit activated(); }

void SingleInstance::Open(const QStringList &, const QVariantMap &) { emit activated(); }

void SingleInstance::ActivateAction(const QString &name, const QVariantList &, const QVariantMap &)
{
    if (name == u"add-storage")
        emit addRequested();
    else
        emit activated();
}

} // namespace portolan::gui
