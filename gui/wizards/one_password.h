// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/udisks/udisks_client.h"

namespace portolan::gui {

/// Before UDisks2 asks for a password: InitiatorClient::authorizeSetUp(), which UDisks2 takes for its own.
[[nodiscard]] udisks::UDisksClient::BeforePassword onePassword(client::InitiatorClient &client);

} // namespace portolan::gui
