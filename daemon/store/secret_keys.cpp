// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/secret_keys.h"

#include "daemon/store/file_io.h"
#include "daemon/store/state_lock.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cctype>

namespace portolan::store {

namespace {

constexpr qint64 kLongestKeyFile = 256;

void wipe(QByteArray &array) { wipeMemory(std::as_writable_bytes(std::span(array.data(), std::size_t(array.size())))); }

/// 32 bytes, or 64 hex digits and perhaps a line end.
Result<Secret> parseKey(QByteArray content, const QString &path)
{
    while (content.size() != qsizetype(SecretBox::kKeySize) && (content.endsWith('\n') || content.endsWith('\r')))
        content.chop(1);
    Result<Secret> key =
        fail(ErrorCode::StoreFailed, path.toStdString() + " must hold a key of 32 bytes or 64 hex digits");
    if (content.size() == qsizetype(SecretBox::kKeySize)) {
        key = Secret(std::as_bytes(std::span(content.constData(), std::size_t(content.size()))));
    } else if (content.size() == 2 * qsizetype(SecretBox::kKeySize) &&
               std::all_of(content.begin(), content.end(),
                           [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; })) {
        QByteArray raw = QByteArray::fromHex(content);
        key = Secret(std::as_bytes(std::span(raw.constData(), std::size_t(raw.size()))));
        wipe(raw);
    }
    wipe(content);
    return key;
}

/// \return NotFound if there is no such file
Result<Secret> readKey(const QString &path)
{
    auto content = readSmallFile(path, kLongestKeyFile);
    if (!content)
        return fail(content.error());
    return parseKey(std::move(*content), path);
}

Result<Secret> createKey(const QString &path, const SecretBox::RandomSource &random)
{
    QByteArray bytes(qsizetype(SecretBox::kKeySize), '\0');
    const auto view = std::as_writable_bytes(std::span(bytes.data(), std::size_t(bytes.size())));
    if (auto drawn = random(view); !drawn)
        return fail(std::move(drawn.error()).within("generate a key"));
    Secret key(view);
    auto written = replaceFile(path, bytes);
    wipe(bytes);
    if (!written)
        return fail(written.error());
    return key;
}

} // namespace

Result<SecretBox> loadSecretBox(const QString &credentialsDirectory, const QString &stateDirectory,
                                const SecretBox::RandomSource &random, QStringList *notices)
{
    const QString file = stateDirectory + QStringLiteral("/secret.key");
    QStringList paths;
    if (!credentialsDirectory.isEmpty())
        paths += credentialsDirectory + QStringLiteral("/portolan-key");
    paths += file;

    std::vector<Secret> keys;
    std::optional<Error> malformed;
    for (const QString &path : paths) {
        auto key = readKey(path);
        if (key) {
            keys.push_back(std::move(*key));
            if (path == file)
                if (auto hidden = makePrivate(path, notices); !hidden)
                    return fail(hidden.error());
        } else if (key.error().code != ErrorCode::NotFound) {
            notices->append(QString::fromStdString(key.error().message));
            // A preferred key that cannot be used must not be answered by sealing with a weaker one.
            if (keys.empty() && !malformed)
                malformed = key.error();
        }
    }
    if (keys.empty() && !malformed) {
        auto key = createKey(file, random);
        if (!key)
            return fail(key.error());
        keys.push_back(std::move(*key));
    }
    return SecretBox(std::move(keys), std::move(malformed));
}

} // namespace portolan::store
