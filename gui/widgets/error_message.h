// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "gui/widgets/message_bar.h"

#include <QString>

namespace portolan::gui {

/// What a button beside an error can do about it.
enum class Remedy { None, CopyInitiatorName, EnterPassword, Retry, Unmount, ChangeInterface, ShowEvent };

/// \param retryable  the caller can repeat what failed
[[nodiscard]] Remedy remedyFor(const Error &error, bool retryable);
/// This computer does not have the network device or source address that was asked for, or it does not fit.
[[nodiscard]] bool isAboutInterface(const Error &error);
[[nodiscard]] QString remedyText(Remedy remedy);
/// Sentence, cure and button. Cancelled is told as a note and not as an error.
void showError(MessageBar &bar, const Error &error, const QString &subject, Remedy remedy);

} // namespace portolan::gui
