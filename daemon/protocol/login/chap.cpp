// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/chap.h"

#include <memory>
#include <openssl/evp.h>

namespace portolan::protocol {

namespace {

struct ContextDeleter {
    void operator()(EVP_MD_CTX *context) const { ::EVP_MD_CTX_free(context); }
};
struct DigestDeleter {
    void operator()(EVP_MD *digest) const { ::EVP_MD_free(digest); }
};

const char *opensslName(ChapAlgorithm algorithm)
{
    switch (algorithm) {
    case ChapAlgorithm::Md5:
        return "MD5";
    case ChapAlgorithm::Sha1:
        return "SHA1";
    case ChapAlgorithm::Sha256:
        return "SHA256";
    case ChapAlgorithm::Sha3_256:
        return "SHA3-256";
    }
    return "";
}

} // namespace

std::size_t digestSize(ChapAlgorithm algorithm)
{
    switch (algorithm) {
    case ChapAlgorithm::Md5:
        return 16;
    case ChapAlgorithm::Sha1:
        return 20;
    case ChapAlgorithm::Sha256:
    case ChapAlgorithm::Sha3_256:
        return 32;
    }
    return 0;
}

Result<std::vector<std::byte>> chapResponse(ChapAlgorithm algorithm, std::uint8_t identifier,
                                            std::span<const std::byte> secret, std::span<const std::byte> challenge)
{
    const std::unique_ptr<EVP_MD, DigestDeleter> digest(::EVP_MD_fetch(nullptr, opensslName(algorithm), nullptr));
    const std::unique_ptr<EVP_MD_CTX, ContextDeleter> context(::EVP_MD_CTX_new());
    if (!digest || !context)
        return fail(ErrorCode::NotSupported,
                    std::string("this system's libcrypto does not offer ") + opensslName(algorithm));
    std::vector<std::byte> response(digestSize(algorithm));
    unsigned length = 0;
    const bool done =
        ::EVP_MD_get_size(digest.get()) == int(response.size()) &&
        ::EVP_DigestInit_ex2(context.get(), digest.get(), nullptr) == 1 &&
        ::EVP_DigestUpdate(context.get(), &identifier, 1) == 1 &&
        ::EVP_DigestUpdate(context.get(), secret.data(), secret.size()) == 1 &&
        ::EVP_DigestUpdate(context.get(), challenge.data(), challenge.size()) == 1 &&
        ::EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(response.data()), &length) == 1;
    if (!done)
        return fail(ErrorCode::Internal, std::string("libcrypto could not compute ") + opensslName(algorithm));
    return response;
}

} // namespace portolan::protocol
