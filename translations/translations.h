// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace portolan {

/// Our texts and Qt's own in the language of the environment; English where there is no translation. Call once, before
/// the first text is made.
void installTranslations(QCoreApplication &application);

} // namespace portolan
