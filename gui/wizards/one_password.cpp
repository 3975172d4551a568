// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/one_password.h"

#include <QPointer>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using udisks::Outcome;
using udisks::Problem;

udisks::UDisksClient::BeforePassword onePassword(client::InitiatorClient &client)
{
    return [service = QPointer(&client)](QObject *context, const std::function<void(const Outcome<> &)> &then) {
        if (!service)
            return then({});
        service->authorizeSetUp({u"set-up"_s}, context, [then](const Result<void> &result) {
            if (!result && result.error().code == ErrorCode::Cancelled)
                return then(udisks::failed(Problem::Dismissed));
            if (!result && result.error().code == ErrorCode::NotAuthorized)
                return then(udisks::failed(Problem::NotAuthorized));
            then({}); // UDisks2 does not need our service to ask
        });
    };
}

} // namespace portolan::gui
