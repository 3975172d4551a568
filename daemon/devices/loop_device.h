// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>
#include <QStringList>

#include <functional>

class QObject;

namespace portolan::devices {

/// True if this process may make loop devices (root, /dev/loop-control there).
[[nodiscard]] bool loopDevicesAvailable();

/// Puts a loop device with direct I/O and partition scan on a file. Runs on a thread of its own, because opening a
/// file of a data plane can wait for a target.
/// \param done  "/dev/loopN", on the context's thread; dropped if the context is destroyed first
void attachLoop(const QString &file, quint32 blockSize, bool readOnly, QObject *context,
                std::function<void(Result<QString>)> done);
/// Finds the loop device that already stands on this file (after a daemon restart); NotFound if there is none.
/// \param file  absolute and without links; it is compared as text, so that a file that hangs cannot hang us
[[nodiscard]] Result<QString> findLoop(const QString &file);
/// Removes it. \return DeviceBusy if it is open or mounted; NotFound if it is not the one that attachLoop() put on this
/// file (any more): somebody may have removed it, and the number may be another one's by now.
void detachLoop(const QString &device, const QString &file, QObject *context, std::function<void(Result<>)> done);
/// Removes the loop devices that a data plane left behind when it died together with the daemon: their files are on a
/// mount whose server is gone, and can never be read again. One that is in use stays.
/// \param mounts  the folder below which data planes mount
/// \param done  a sentence for each that went or stayed, on the context's thread
void detachDeadLoops(const QString &mounts, QObject *context, std::function<void(QStringList)> done);
/// Tells the loop device that its file has another size now.
void resizeLoop(const QString &device, QObject *context, std::function<void(Result<>)> done);

} // namespace portolan::devices
