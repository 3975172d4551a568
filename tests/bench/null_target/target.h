// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/disk.h"
#include "tests/bench/null_target/options.h"
#include "tests/bench/null_target/session.h"

#include <memory>
#include <vector>

namespace portolan::bench {

/// What all connections share.
class Target {
public:
    explicit Target(const Options &given)
        : options(given)
        , disk(options)
    {}

    const Options options;
    Disk disk;
    std::uint16_t port = 0;
    bool connectionEnded = false; ///< Some connection is to be removed

    [[nodiscard]] Session &newSession(std::uint32_t firstCmdSn);
    void endSession(const Session &session);
    /// nullptr if there is none.
    [[nodiscard]] Session *sessionOf(std::uint16_t tsih) const;
    [[nodiscard]] Session *sessionOf(const std::string &initiator, const std::array<std::uint8_t, 6> &isid) const;

private:
    std::vector<std::unique_ptr<Session>> m_sessions;
    std::uint16_t m_lastTsih = 0;
};

} // namespace portolan::bench
