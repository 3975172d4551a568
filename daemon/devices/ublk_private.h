// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <string>

/// What both parts of UblkDevices need, and nobody else.
namespace portolan::devices {

/// \param result  of the kernel: an errno, negative
[[nodiscard]] tl::unexpected<Error> systemError(const std::string &what, int result);

[[nodiscard]] QString nameOf(std::uint32_t number);     ///< "ublkb3"
[[nodiscard]] QString deviceOf(std::uint32_t number);   ///< "/dev/ublkb3"
[[nodiscard]] std::string textOf(std::uint32_t number); ///< The same, for messages.
/// \return NotFound if it is no ublk device
[[nodiscard]] Result<std::uint32_t> numberOf(const QString &device);

/// An answer for somebody who may be gone meanwhile.
template <typename T>
std::function<void(T)> guarded(QObject *context, std::function<void(T)> done)
{
    return [context = QPointer<QObject>(context), done = std::move(done)](T answer) {
        if (context)
            done(std::move(answer));
    };
}

} // namespace portolan::devices
