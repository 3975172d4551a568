// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"

#include <QDBusUnixFileDescriptor>
#include <QObject>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace portolan::dbus {

/// Reads a secret from a descriptor that a client sent. The client owns the other end and may be hostile: it may send
/// nothing, never end, send gigabytes, or hand over a file whose file system does not answer. So each secret is read on
/// a thread of its own, with bounds on bytes, time and number of threads, and nothing here can stop the main loop.
class SecretReader : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<Secret>)>;

    static constexpr std::size_t kLongest = 255; ///< Bytes.
    static constexpr int kMostReaders = 8;       ///< Also those that gave up but hang in a read.

    explicit SecretReader(std::chrono::milliseconds timeout = std::chrono::seconds(5), QObject *parent = nullptr);
    ~SecretReader() override;

    /// Pipe, socket, memfd or regular file, from where it stands to its end.
    /// \param done  never from inside the call; dropped if the context is destroyed first
    /// \return InvalidArgument for other kinds and for a descriptor that cannot be read, SecretTooLong, TimedOut, Busy
    void read(const QDBusUnixFileDescriptor &descriptor, QObject *context, Done done);

private:
    const std::chrono::milliseconds m_timeout;
    std::shared_ptr<std::atomic<int>> m_readers; ///< Shared with threads that may outlive this.
};

} // namespace portolan::dbus
