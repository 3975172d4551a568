// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace portolan::dataplane::kernel {

/// A target that the firmware attached to start the machine (iBFT, RFC 4173).
struct FirmwareTarget {
    QString name, address; ///< address: empty if the firmware does not say.
};

/// As the kernel shows them, where the module iscsi_ibft is loaded or built in.
[[nodiscard]] std::vector<FirmwareTarget> firmwareTargets(const QString &sys = QStringLiteral("/sys"));

/// Whether one of them is this one.
[[nodiscard]] bool contains(const std::vector<FirmwareTarget> &targets, const QString &name, const QString &address);

} // namespace portolan::dataplane::kernel
