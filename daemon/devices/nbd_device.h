// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/devices/device_spec.h"

#include <QStringList>

#include <functional>

class QObject;

/// Block devices of the kernel's NBD. Somebody else serves them, on a socket; when he dies the device stays, its
/// requests wait, and the next one goes on with it.
namespace portolan::devices {

/// Loads the module if it has to, and may. Blocks for as long as that takes: before the main loop.
/// \return NotAuthorized without root, NotSupported where the kernel has no NBD
Result<> openNbd();

/// Makes one, or lets the one that waits for a new server go on. On a thread of its own.
/// \param waiting  "/dev/nbdN" of an earlier attachNbd() with the same disk; empty: make one
/// \param done  on the context's thread; NotFound if `waiting` is not, or not any more, one that waits
void attachNbd(const DeviceSpec &spec, const QString &waiting, QObject *context,
               std::function<void(Result<NewDevice>)> done);
/// The device that is served already (after a daemon restart), if the kernel says that it was made for this disk, too.
[[nodiscard]] Result<QString> findNbd(const DeviceSpec &spec);
[[nodiscard]] bool isNbd(const QString &device);
/// Removes it. \return DeviceBusy if it is open or mounted; NotFound if it is not the one that was made for this disk
/// (any more)
void detachNbd(const QString &device, const DeviceSpec &spec, QObject *context, std::function<void(Result<>)> done);
/// Whoever uses it gets errors from now on, instead of waiting for a server that will not come.
void abandonNbd(const QString &device, const DeviceSpec &spec, QObject *context, std::function<void(Result<>)> done);
/// Abandons those of ours that nobody serves: a data plane left them behind when it died together with the daemon.
/// \param done  a sentence for each, on the context's thread
void abandonDeadNbds(QObject *context, std::function<void(QStringList)> done);
/// Gives it the size of the spec.
void resizeNbd(const QString &device, const DeviceSpec &spec, QObject *context, std::function<void(Result<>)> done);

} // namespace portolan::devices
