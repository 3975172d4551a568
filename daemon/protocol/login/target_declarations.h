// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/text/text_items.h"

#include <cstdint>
#include <optional>
#include <string>

namespace portolan::protocol {

/// What a target says about itself in any stage of the login, without asking for an answer.
class TargetDeclarations {
public:
    /// \param expected  a different portal group ends the login: the portal is not the one that was stored
    explicit TargetDeclarations(std::optional<std::uint16_t> expected)
        : m_expected(expected)
    {}

    Result<> take(const TextItem &item);
    [[nodiscard]] const std::string &alias() const { return m_alias; } ///< Valid UTF-8.
    [[nodiscard]] std::optional<std::uint16_t> portalGroupTag() const { return m_portalGroupTag; }

private:
    std::optional<std::uint16_t> m_expected;
    std::optional<std::uint16_t> m_portalGroupTag;
    std::string m_alias;
};

} // namespace portolan::protocol
