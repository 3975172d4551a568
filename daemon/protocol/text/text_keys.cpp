// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/text/text_keys.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kOperationalKeys.size(); ++i)
        if (std::size_t(kOperationalKeys[i].key) != i)
            return false;
    return true;
}
static_assert(isInOrder(), "OperationalKey is the index into the table");

struct OtherKey {
    std::string_view name;
    KeyUse use;
};

constexpr std::array kOtherKeys{
    OtherKey{"AuthMethod", KeyUse::Security},
    OtherKey{"CHAP_A", KeyUse::Security},
    OtherKey{"CHAP_I", KeyUse::Security},
    OtherKey{"CHAP_C", KeyUse::Security},
    OtherKey{"CHAP_N", KeyUse::Security},
    OtherKey{"CHAP_R", KeyUse::Security},
    OtherKey{"TargetAlias", KeyUse::DeclaredByTarget},
    OtherKey{"TargetAddress", KeyUse::DeclaredByTarget},
    OtherKey{"TargetPortalGroupTag", KeyUse::DeclaredByTarget},
    OtherKey{"TargetName", KeyUse::DeclaredByTarget},
    OtherKey{"X#NodeArchitecture", KeyUse::DeclaredByTarget},
    OtherKey{"InitiatorName", KeyUse::InitiatorOnly},
    OtherKey{"InitiatorAlias", KeyUse::InitiatorOnly},
    OtherKey{"SessionType", KeyUse::InitiatorOnly},
    OtherKey{"SendTargets", KeyUse::InitiatorOnly},
    OtherKey{"TaskReporting", KeyUse::TaskReporting},
    OtherKey{"iSCSIProtocolLevel", KeyUse::ProtocolLevel},
    OtherKey{"IFMarker", KeyUse::Marker},
    OtherKey{"OFMarker", KeyUse::Marker},
    OtherKey{"IFMarkInt", KeyUse::MarkerInterval},
    OtherKey{"OFMarkInt", KeyUse::MarkerInterval},
};

} // namespace

const KeyRule *findOperationalKey(std::string_view name)
{
    const auto *const found = std::ranges::find(kOperationalKeys, name, &KeyRule::name);
    return found == kOperationalKeys.end() ? nullptr : &*found;
}

KeyUse useOf(std::string_view key)
{
    if (findOperationalKey(key) != nullptr)
        return KeyUse::Operational;
    const auto *const found = std::ranges::find(kOtherKeys, key, &OtherKey::name);
    return found == kOtherKeys.end() ? KeyUse::Unknown : found->use;
}

} // namespace portolan::protocol
