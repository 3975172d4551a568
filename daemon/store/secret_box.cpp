// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/secret_box.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace portolan::store {

namespace {

constexpr char kVersion = 1;
constexpr qsizetype kIdSize = 8, kNonceSize = 12, kTagSize = 16; // NIST SP 800-38D: 96-bit nonce, 128-bit tag
constexpr qsizetype kHeaderSize = 1 + kIdSize + kNonceSize + kTagSize;

struct FreeContext {
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char *bytesOf(const QByteArray &array, qsizetype at = 0)
{
    return reinterpret_cast<const unsigned char *>(array.constData()) + at;
}

unsigned char *bytesOf(QByteArray &array, qsizetype at = 0)
{
    return reinterpret_cast<unsigned char *>(array.data()) + at;
}

const unsigned char *bytesOf(const Secret &secret)
{
    return reinterpret_cast<const unsigned char *>(secret.bytes().data());
}

QByteArray idOf(const Secret &key)
{
    constexpr std::string_view kPurpose = "portolan key id";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1 ||
        EVP_DigestUpdate(context.get(), kPurpose.data(), kPurpose.size()) != 1 ||
        EVP_DigestUpdate(context.get(), key.bytes().data(), key.size()) != 1 ||
        EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1)
        return {}; // never equal to a stored id: such a key opens nothing and seal() refuses it
    return QByteArray(reinterpret_cast<const char *>(digest.data()), kIdSize);
}

tl::unexpected<Error> unreadable()
{
    return fail(ErrorCode::SecretMissing,
                "the key that protects stored passwords is missing or was changed; enter the password again");
}

} // namespace

SecretBox::SecretBox(std::vector<Secret> keys, std::optional<Error> sealError)
    : m_sealError(std::move(sealError))
{
    for (Secret &key : keys) {
        Q_ASSERT(key.size() == kKeySize);
        QByteArray id = idOf(key);
        m_keys.push_back({std::move(key), std::move(id)});
    }
}

Result<QByteArray> SecretBox::seal(const QByteArray &context, const Secret &secret, const RandomSource &random) const
{
    if (m_sealError)
        return fail(*m_sealError);
    if (m_keys.empty() || m_keys.front().id.isEmpty())
        return fail(ErrorCode::StoreFailed, "there is no key to protect passwords with");
    std::array<std::byte, std::size_t(kNonceSize)> nonce{};
    if (auto drawn = random(nonce); !drawn)
        return fail(std::move(drawn.error()).within("protect a password"));

    const Key &key = m_keys.front();
    QByteArray sealed(1, kVersion);
    sealed += key.id;
    sealed.append(reinterpret_cast<const char *>(nonce.data()), kNonceSize);
    sealed.resize(kHeaderSize + qsizetype(secret.size()));
    const CipherContext cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    int rest = 0;
    if (!cipher ||
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key.bytes),
                           bytesOf(sealed, 1 + kIdSize)) != 1 ||
        EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytesOf(context), int(context.size())) != 1 ||
        EVP_EncryptUpdate(cipher.get(), bytesOf(sealed, kHeaderSize), &length, bytesOf(secret), int(secret.size())) !=
            1 ||
        EVP_EncryptFinal_ex(cipher.get(), bytesOf(sealed, kHeaderSize) + length, &rest) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagSize, bytesOf(sealed, kHeaderSize - kTagSize)) != 1)
        return fail(ErrorCode::Internal, "AES-256-GCM failed");
    return sealed;
}

Result<Secret> SecretBox::open(const QByteArray &context, const QByteArray &sealed) const
{
    if (sealed.size() < kHeaderSize || sealed[0] != kVersion)
        return unreadable();
    const QByteArray id = sealed.mid(1, kIdSize);
    const auto key =
        std::find_if(m_keys.begin(), m_keys.end(), [&](const Key &candidate) { return candidate.id == id; });
    if (key == m_keys.end())
        return unreadable();
    std::vector<std::byte> plain(std::size_t(sealed.size() - kHeaderSize));
    auto *out = reinterpret_cast<unsigned char *>(plain.data());
    std::array<unsigned char, std::size_t(kTagSize)> tag{};
    std::copy_n(bytesOf(sealed, kHeaderSize - kTagSize), kTagSize, tag.begin());
    const CipherContext cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    int rest = 0;
    const bool opened =
        cipher &&
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key->bytes),
                           bytesOf(sealed, 1 + kIdSize)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytesOf(context), int(context.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), out, &length, bytesOf(sealed, kHeaderSize), int(plain.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), out + length, &rest) == 1;
    Secret secret(plain);
    wipeMemory(plain);
    if (!opened)
        return unreadable();
    return secret;
}

} // namespace portolan::store
