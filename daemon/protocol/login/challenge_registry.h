// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <unordered_set>

namespace portolan::protocol {

/// The challenges we sent last, on any connection. A target that sends one of them back wants us to compute the answer
/// to our own question (RFC 7143 §9.2.1). Old ones stay until kCapacity newer ones came, so that a reflection after the
/// first login ended is recognised as well; that is far more than logins can be open at once.
class ChallengeRegistry {
public:
    static constexpr std::size_t kCapacity = 8192;

    void remember(std::span<const std::byte> challenge);
    [[nodiscard]] bool knows(std::span<const std::byte> challenge) const;

private:
    std::unordered_set<std::string> m_known;
    std::deque<std::string> m_order;
};

} // namespace portolan::protocol
