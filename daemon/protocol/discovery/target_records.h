// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/discovery/send_targets.h"
#include "daemon/protocol/text/text_items.h"

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace portolan::protocol {

/// Makes targets of the text of a SendTargets answer, piece by piece, RFC 7143 Appendix C. A record is complete when
/// the next one begins; one that makes no sense is left out with a warning.
class TargetRecords {
public:
    explicit TargetRecords(std::size_t maxText)
        : m_maxText(maxText)
    {}

    /// \param piece  may begin and end anywhere, even inside a key
    /// \return ProtocolViolation for what cannot be the answer to SendTargets at all; nothing more may be fed then
    Result<> append(std::string_view piece);
    /// The answer is complete.
    void conclude();
    /// What has become complete since the last call.
    [[nodiscard]] SendTargetsExchange::Found take();

private:
    Result<> takeItem(std::string_view item);
    void beginRecord(std::string_view name);
    void addAddress(std::string_view text);
    void endRecord();
    void warn(std::string warning);

    std::size_t m_maxText;
    std::size_t m_total = 0;
    std::string m_pending; ///< The beginning of an item whose end has not come yet.

    bool m_inRecord = false;   ///< A TargetName has come.
    bool m_usable = false;     ///< Its name is.
    bool m_hadAddress = false; ///< Even if none was good.
    DiscoveredTarget m_record;

    /// What was reported, by name: the same target once more brings only its new addresses. "" is the portal asked.
    std::unordered_map<std::string, std::set<std::string>> m_reported;
    SendTargetsExchange::Found m_found;
    std::size_t m_warnings = 0;
};

} // namespace portolan::protocol
