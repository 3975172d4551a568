// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/discovery/target_records.h"

#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/protocol/text/text_keys.h"
#include "daemon/protocol/text/text_values.h"

#include <utility>

namespace portolan::protocol {

namespace {

/// A hostile list must not become as many warnings.
constexpr std::size_t kMaxWarnings = 100;

std::string identityOf(const TargetAddress &address)
{
    return address.portal.text() +
           (address.portalGroupTag ? "," + std::to_string(*address.portalGroupTag) : std::string());
}

} // namespace

void TargetRecords::warn(std::string warning)
{
    if (++m_warnings <= kMaxWarnings)
        m_found.warnings.push_back(std::move(warning));
    else if (m_warnings == kMaxWarnings + 1)
        m_found.warnings.emplace_back("there are more problems like these");
}

Result<> TargetRecords::append(std::string_view piece)
{
    m_total += piece.size();
    if (m_total > m_maxText)
        return fail(ErrorCode::ProtocolViolation,
                    "the list of targets is longer than " + std::to_string(m_maxText) + " bytes");
    for (auto end = piece.find('\0'); end != std::string_view::npos; end = piece.find('\0')) {
        m_pending.append(piece.substr(0, end));
        piece.remove_prefix(end + 1);
        const std::string item = std::exchange(m_pending, {});
        if (auto taken = takeItem(item); !taken)
            return taken;
    }
    m_pending.append(piece);
    return {};
}

Result<> TargetRecords::takeItem(std::string_view item)
{
    if (item.empty())
        return {}; // padding that was counted as text
    const auto split = splitItem(item);
    if (!split)
        return fail(split.error());
    if (split->key == "TargetName") {
        endRecord();
        beginRecord(split->value);
        return {};
    }
    if (split->key == "TargetAddress") {
        if (!m_inRecord)
            return fail(ErrorCode::ProtocolViolation, "the list of targets has an address before the first name");
        addAddress(split->value);
        return {};
    }
    if (useOf(split->key) != KeyUse::Unknown && split->key != "TargetAlias")
        return fail(ErrorCode::ProtocolViolation,
                    "the list of targets contains " + printable(split->key) + ", which does not belong there");
    warn("ignored: " + printable(item));
    return {};
}

void TargetRecords::beginRecord(std::string_view name)
{
    m_inRecord = true;
    m_hadAddress = false;
    m_record = {};
    const auto checked = checkReceivedName(name);
    m_usable = checked.has_value();
    if (!m_usable)
        return warn("left out the target \"" + printable(name) + "\": " + checked.error().message);
    m_record.name = name;
    m_record.canonicalName = isCanonicalName(name);
}

void TargetRecords::addAddress(std::string_view text)
{
    m_hadAddress = true;
    if (!m_usable)
        return;
    const auto address = TargetAddress::parse(text);
    if (!address)
        return warn("left out an address of " + printable(m_record.name) + ": " + address.error().message);
    if (!address->portalGroupTag)
        warn("an address of " + printable(m_record.name) + " has no portal group tag: " + printable(text));
    if (m_reported[m_record.name].insert(identityOf(*address)).second)
        m_record.addresses.push_back(*address);
}

void TargetRecords::endRecord()
{
    if (!m_inRecord || !m_usable)
        return;
    if (!m_hadAddress) {
        if (m_reported[m_record.name].insert(std::string()).second)
            m_found.targets.push_back(std::move(m_record));
    } else if (!m_record.addresses.empty()) {
        m_found.targets.push_back(std::move(m_record));
    } else if (m_reported[m_record.name].empty()) {
        warn("left out the target \"" + printable(m_record.name) + "\": none of its addresses is usable");
    }
    m_record = {};
}

void TargetRecords::conclude()
{
    if (!m_pending.empty())
        warn("left out the end of the list, which is cut off: " + printable(std::exchange(m_pending, {})));
    endRecord();
    m_inRecord = false;
}

SendTargetsExchange::Found TargetRecords::take() { return std::exchange(m_found, {}); }

} // namespace portolan::protocol
