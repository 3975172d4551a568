// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/target_feed.h"

/// The state of everything together, for status bar and tray.
namespace portolan::gui {

/// "2 connected · 1 reconnecting", or that nothing is.
[[nodiscard]] QString overallText(const client::InitiatorClient &client, const TargetFeed &feed);
/// Which of the tray's pictures says it: idle, online, busy, degraded, error.
[[nodiscard]] QString overallPicture(const client::InitiatorClient &client, const TargetFeed &feed);
/// "Read 118 MB/s · Write 3 MB/s"; empty while nothing is measured.
[[nodiscard]] QString ratesText(const TargetFeed &feed);

} // namespace portolan::gui
