// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/node_store.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>

namespace portolan::store::testing {

/// Counts up, so that two runs draw the same "random" numbers and no two of them are equal.
inline std::function<Result<>(std::span<std::byte>)> countingRandom(std::uint64_t seed = 1)
{
    auto counter = std::make_shared<std::uint64_t>(seed);
    return [counter](std::span<std::byte> out) -> Result<> {
        std::uint64_t value = (*counter)++ * 0x9e3779b97f4a7c15u;
        for (std::byte &byte : out) {
            value ^= value << 13;
            value ^= value >> 7;
            value ^= value << 17;
            byte = std::byte(value & 0xff);
        }
        return {};
    };
}

inline QDateTime fixedNow() { return QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC); }

inline NodeStore::Config configFor(const QString &directory, std::uint64_t seed = 1)
{
    NodeStore::Config config;
    config.stateDirectory = directory;
    config.random = countingRandom(seed);
    config.now = &fixedNow;
    return config;
}

/// Calls `start` with a callback and runs the event loop until the callback came.
template <typename T, typename Start>
Result<T> await(Start start)
{
    std::optional<Result<T>> outcome;
    start([&outcome](Result<T> result) { outcome = std::move(result); });
    QElapsedTimer timer;
    timer.start();
    while (!outcome && timer.elapsed() < 30'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    if (!outcome)
        return fail(ErrorCode::TimedOut, "the store did not answer");
    return std::move(*outcome);
}

inline Result<std::int64_t> addPortal(NodeStore *store, const Portal &portal, const QString &interface = {},
                                      PortalKind kind = PortalKind::SendTargets)
{
    return await<std::int64_t>([&](auto done) { store->addPortal(portal, interface, kind, done); });
}

inline Result<std::int64_t> addNode(NodeStore *store, const DiscoveredNode &node)
{
    return await<std::int64_t>([&](auto done) { store->addNode(node, done); });
}

inline Result<MergeResult> merge(NodeStore *store, std::int64_t portal, const std::vector<DiscoveredNode> &found,
                                 bool complete = true)
{
    return await<MergeResult>([&](auto done) { store->mergeDiscovered(portal, found, complete, done); });
}

inline Result<> update(NodeStore *store, std::int64_t node, const NodeSettings &settings)
{
    return await<void>([&](auto done) { store->updateSettings(node, settings, done); });
}

inline Secret secretOf(const char *text)
{
    return Secret(std::as_bytes(std::span(text, std::char_traits<char>::length(text))));
}

inline Result<> setSecret(NodeStore *store, std::int64_t node, SecretDirection direction, const QString &name,
                          const Secret &secret)
{
    return await<void>([&](auto done) { store->setNodeSecret(node, direction, name, secret, done); });
}

inline DiscoveredNode target(int number, const char *host = "192.0.2.1")
{
    return {QStringLiteral("iqn.2001-04.com.example:disk%1").arg(number), {host, 3260}, std::uint16_t(1)};
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

inline bool writeContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush();
}

} // namespace portolan::store::testing
