// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/owner_authorizer.h"

namespace portolan::dbus {

void OwnerAuthorizer::check(const Question &question, std::function<void(Verdict)> done)
{
    done(question.uid == m_owner ? Verdict::Granted : Verdict::Denied);
}

void OwnerAuthorizer::query(const Question &question, std::function<void(Permission)> done)
{
    done(question.uid == m_owner ? Permission::Yes : Permission::No);
}

} // namespace portolan::dbus
