// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace portolan::store {

/// Encrypts secrets at rest: AES-256-GCM, a fresh random 96-bit nonce each time. The context (table, row, direction) is
/// authenticated with the secret, so a sealed value that is moved to another row does not open there.
///
/// A sealed value is: version 1 (1 byte), key id (8), nonce (12), tag (16), ciphertext (length of the secret). The key
/// id is a hash of the key: it tells "sealed with a key that is not here" from "damaged", and lets a credential that
/// was away for one boot come back without a password being lost.
///
/// Immutable, so any thread may use it.
class SecretBox {
public:
    static constexpr std::size_t kKeySize = 32;
    using RandomSource = std::function<Result<>(std::span<std::byte>)>;

    /// \param keys       kKeySize bytes each; the first one seals, all open
    /// \param sealError  why nothing can be sealed although there may be keys, e.g. a malformed key file
    explicit SecretBox(std::vector<Secret> keys, std::optional<Error> sealError = {});

    Result<QByteArray> seal(const QByteArray &context, const Secret &secret, const RandomSource &random) const;

    /// \return SecretMissing if the key is not here or the value does not belong to this context
    Result<Secret> open(const QByteArray &context, const QByteArray &sealed) const;

private:
    struct Key {
        Secret bytes;
        QByteArray id;
    };
    std::vector<Key> m_keys;
    std::optional<Error> m_sealError;
};

} // namespace portolan::store
