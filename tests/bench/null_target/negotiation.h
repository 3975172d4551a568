// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/options.h"
#include "tests/bench/null_target/parameters.h"
#include "tests/bench/null_target/text.h"

#include <set>
#include <string>

namespace portolan::bench {

/// The target's side of a login's operational negotiation, RFC 7143 §6.2 and §13.
class Negotiation {
public:
    explicit Negotiation(const Options &options)
        : m_options(options)
    {}

    bool discovery = false; ///< Keys of data transfer are irrelevant
    bool leading = true;    ///< First connection of its session
    Parameters parameters;

    /// Appends what is to be answered. \return false if the initiator breaks the rules
    [[nodiscard]] bool answer(const Pair &pair, std::string &answers);
    /// What this side declares unasked, once.
    void declare(std::string &answers);
    /// Makes the values consistent; when the login is over.
    void conclude();

private:
    [[nodiscard]] bool digest(const Pair &pair, bool wanted, bool &agreed, std::string &answers) const;
    [[nodiscard]] bool lesser(const Pair &pair, std::uint32_t most, std::uint32_t ours, std::uint32_t &agreed,
                              std::string &answers) const;
    [[nodiscard]] bool boolean(const Pair &pair, bool orOfBoth, bool ours, bool &agreed, std::string &answers) const;
    [[nodiscard]] bool answerSessionKey(const Pair &pair, std::string &answers);

    const Options &m_options;
    std::set<std::string, std::less<>> m_seen;
    bool m_declared = false;
};

} // namespace portolan::bench
