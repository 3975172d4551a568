// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/queue_limits.h"
#include "common/types/unique_fd.h"

#include <QString>

#include <chrono>
#include <optional>

namespace portolan::devices {

/// What a block device for a LUN must be.
struct DeviceSpec {
    QString file;   ///< Of the data plane.
    QString served; ///< The kernel's name of the device that the data plane says it serves; empty: none.
    QString wwid;
    quint64 sizeBytes = 0;
    quint32 blockSize = 512;
    bool readOnly = false;
    bool forceUnitAccess = false; ///< A single write can be made durable.
    bool discard = false;
    bool rotational = false;
    quint32 physicalBlockSize = 0; ///< 0: unknown
    QueueLimits limits{};
    quint32 connections = 1; ///< Of its session, if the target lets all of them join.
    /// How long requests wait for somebody who serves them, before they fail. < 0: for ever
    std::chrono::milliseconds replacement{120'000};
};

struct NewDevice {
    QString device;    ///< "/dev/nbd3", "/dev/ublkb3"
    UniqueFd socket{}; ///< Or /dev/ublkcN. The data plane is to serve it there; none: it has all it needs.
};

} // namespace portolan::devices
