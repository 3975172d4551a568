// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/error_message.h"

#include "common/dbus/errors.h"
#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QCoreApplication>

#include <cerrno>

namespace portolan::gui {

using namespace Qt::StringLiterals;

Remedy remedyFor(const Error &error, bool retryable)
{
    const QString hint = dbus::hintOf(error);
    if (hint == u"copy-initiator-name")
        return Remedy::CopyInitiatorName;
    if (hint == u"enter-password" || hint == u"check-password" || hint == u"check-target-password")
        return Remedy::EnterPassword;
    if (hint == u"unmount")
        return Remedy::Unmount;
    return retryable && error.code != ErrorCode::InvalidArgument ? Remedy::Retry : Remedy::None;
}

bool isAboutInterface(const Error &error)
{
    return error.code == ErrorCode::PortalUnreachable &&
           (error.sysErrno == ENODEV || error.sysErrno == EADDRNOTAVAIL || error.sysErrno == EAFNOSUPPORT);
}

QString remedyText(Remedy remedy)
{
    switch (remedy) {
    case Remedy::CopyInitiatorName:
        return QCoreApplication::translate("portolan::gui::Remedy", "Copy this machine's name");
    case Remedy::EnterPassword:
        return QCoreApplication::translate("portolan::gui::Remedy", "Enter password…");
    case Remedy::Retry:
        return QCoreApplication::translate("portolan::gui::Remedy", "Try again");
    case Remedy::Unmount:
        return QCoreApplication::translate("portolan::gui::Remedy", "Show what uses it");
    case Remedy::ChangeInterface:
        return QCoreApplication::translate("portolan::gui::Remedy", "Change the interface");
    case Remedy::ShowEvent:
        return QCoreApplication::translate("portolan::gui::Remedy", "Show the event");
    case Remedy::None:
        break;
    }
    return {};
}

void showError(MessageBar &bar, const Error &error, const QString &subject, Remedy remedy)
{
    const auto kind = error.code == ErrorCode::Cancelled ? MessageBar::Kind::Info : MessageBar::Kind::Error;
    bar.showMessage(kind, client::sentenceOf(error, displayable(subject)), client::cureOf(error), remedyText(remedy));
}

} // namespace portolan::gui
