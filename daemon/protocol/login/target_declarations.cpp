// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/target_declarations.h"

#include "daemon/protocol/text/text_values.h"
#include "daemon/protocol/text/utf8.h"

namespace portolan::protocol {

Result<> TargetDeclarations::take(const TextItem &item)
{
    if (item.key == "TargetAlias") {
        if (item.value.size() <= kMaxSimpleValue) // display only: one that is too long is left out, not worth a failure
            m_alias = repairUtf8(item.value);
        return {};
    }
    if (item.key != "TargetPortalGroupTag")
        return {}; // TargetName and TargetAddress have no meaning here (LGN-33), X#NodeArchitecture none for us
    const auto tag = parseNumber(item.value, 0, 65535); // 0 is legal, §13.9
    if (!tag)
        return fail(Error(tag.error()).within(item.key));
    m_portalGroupTag = std::uint16_t(*tag);
    if (m_expected && *m_expected != *tag)
        return fail(ErrorCode::NotFound, "the portal group changed: the portal belongs to group " +
                                             std::to_string(*tag) + " now, not " + std::to_string(*m_expected) +
                                             "; discover the target again");
    return {};
}

} // namespace portolan::protocol
