// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/secret.h"
#include "daemon/store/secret_box.h"

#include <QString>
#include <QStringList>

namespace portolan::store {

/// Finds the keys that protect secrets: `portolan-key` among systemd's credentials (which can bind it to a TPM), then
/// `secret.key` in the state directory. The first one found seals; both open, so a move to credentials loses nothing.
/// If there is neither, `secret.key` is created, once. A malformed one is never replaced: the nodes keep working, and
/// storing a password says what is wrong.
///
/// \param credentialsDirectory  empty if there is none
/// \return StoreFailed or DatabaseReadOnly if the key file could not be created
Result<SecretBox> loadSecretBox(const QString &credentialsDirectory, const QString &stateDirectory,
                                const SecretBox::RandomSource &random, QStringList *notices);

} // namespace portolan::store
