// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"

#include <QObject>
#include <QString>

#include <functional>

namespace portolan::dbus {

using Uid = uint; ///< Of a process of this machine, as the bus daemon knows it. There is no default.

/// Decides who may do what. Answers come on the caller's thread, later or at once, exactly once per question.
class Authorizer : public QObject {
    Q_OBJECT

public:
    enum class Verdict {
        Denied,
        Granted,
        NeedsInteraction, ///< A password would help, but the caller did not allow us to ask for one.
        Dismissed,        ///< A person closed the password dialog.
    };
    /// What a client can know in advance.
    enum class Permission { No, Auth, Yes };

    struct Question {
        QString caller;           ///< Unique bus name of the sender of the message: the only identity we ever use.
        Uid uid;                  ///< Of that sender.
        QString action;           ///< "org.portolan.initiator1.login"
        StringMap details{};      ///< Target and portal, so that rules and dialogs can say what it is about.
        bool interactive = false; ///< The sender allows a dialog.
    };

    using QObject::QObject;
    virtual void check(const Question &question, std::function<void(Verdict)> done) = 0;
    /// The same without a dialog.
    virtual void query(const Question &question, std::function<void(Permission)> done) = 0;
};

} // namespace portolan::dbus
