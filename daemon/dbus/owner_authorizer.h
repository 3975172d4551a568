// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/authorizer.h"

namespace portolan::dbus {

/// For a private bus, where no polkit is: who runs the daemon may do everything, nobody else anything.
class OwnerAuthorizer : public Authorizer {
    Q_OBJECT

public:
    explicit OwnerAuthorizer(Uid owner, QObject *parent = nullptr)
        : Authorizer(parent)
        , m_owner(owner)
    {}

    void check(const Question &question, std::function<void(Verdict)> done) override;
    void query(const Question &question, std::function<void(Permission)> done) override;

private:
    const Uid m_owner;
};

} // namespace portolan::dbus
