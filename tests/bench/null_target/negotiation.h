// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/options.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace null_target {

constexpr std::string_view kTargetName = "iqn.2026-11.org.portolan.bench:null";

/// What holds in Full Feature Phase.
struct Parameters {
    bool discovery = false;
    bool headerDigest = false, dataDigest = false;
    bool initialR2T = true, immediateData = true;
    std::uint32_t maxXmit = 8192; ///< What the initiator takes in one data segment.
    std::uint32_t maxBurst = 262144, firstBurst = 65536, maxOutstandingR2T = 1;
};

using Keys = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] Keys parseKeys(std::span<const std::byte> text);
void addKey(std::string &text, std::string_view key, std::string_view value);

/// The target's half of the Login Phase's keys, RFC 7143 §13.
class Negotiation {
public:
    explicit Negotiation(const Options &options)
        : m_options(options)
    {}

    /// \return the text of the Login Response
    [[nodiscard]] std::string answer(std::span<const std::byte> request, bool security);
    [[nodiscard]] const Parameters &parameters() const { return m_parameters; }

private:
    [[nodiscard]] std::string answerKey(const std::string &key, const std::string &value);
    [[nodiscard]] static std::string digest(bool offered, const std::string &value, bool &used);

    const Options &m_options;
    Parameters m_parameters;
    bool m_declared = false, m_greeted = false;
};

} // namespace null_target
