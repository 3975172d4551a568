// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/login.h"

#include "daemon/protocol/pdu/header_codec.h"

#include <algorithm>

namespace portolan::protocol::pdu {

namespace {

/// What both directions have in byte 1, §11.12.1 to §11.12.3.
struct StageFields {
    bool transit = false;
    bool incomplete = false;
    Stage current = Stage::Security;
    Stage next = Stage::Security;
};

constexpr std::uint32_t kReservedStage = 2;

Result<StageFields> loadStages(BhsView bhs)
{
    const std::uint32_t current = load<1, 1>(bhs) >> 2 & 3;
    const std::uint32_t next = load<1, 1>(bhs) & 3;
    StageFields fields;
    fields.transit = isSet(bhs, kFinal);
    fields.incomplete = isSet(bhs, kContinue);
    if (fields.transit && fields.incomplete)
        return fail(ErrorCode::ProtocolViolation, "login PDU sets both T and C");
    if (current > std::uint32_t(Stage::Operational))
        return fail(ErrorCode::ProtocolViolation, "login PDU with a current stage that login does not have");
    fields.current = Stage(current);
    if (!fields.transit)
        return fields;
    if (next == kReservedStage || next <= current)
        return fail(ErrorCode::ProtocolViolation, "login PDU with an impossible next stage");
    fields.next = Stage(next);
    return fields;
}

template <typename Pdu>
std::uint32_t stageFlags(const Pdu &pdu)
{
    return flagIf(pdu.transit, kFinal) | flagIf(pdu.incomplete, kContinue) | std::uint32_t(pdu.currentStage) << 2 |
           flagIf(pdu.transit, std::uint32_t(pdu.nextStage));
}

template <typename Pdu>
void applyStages(Pdu &pdu, const StageFields &fields)
{
    pdu.transit = fields.transit;
    pdu.incomplete = fields.incomplete;
    pdu.currentStage = fields.current;
    pdu.nextStage = fields.next;
}

template <typename Pdu>
void loadIdentity(BhsView bhs, Pdu &pdu)
{
    pdu.dataSegmentLength = load<5, 3>(bhs);
    std::ranges::copy(bhs.subspan<8, 6>(), pdu.isid.begin());
    pdu.tsih = std::uint16_t(load<14, 2>(bhs));
    pdu.initiatorTaskTag = load<16, 4>(bhs);
}

template <typename Pdu>
void storeIdentity(BhsSpan bhs, const Pdu &pdu)
{
    std::ranges::copy(pdu.isid, bhs.subspan<8, 6>().begin());
    store<14, 2>(bhs, pdu.tsih);
    store<16, 4>(bhs, pdu.initiatorTaskTag);
}

} // namespace

std::string_view nameOf(Stage stage)
{
    switch (stage) {
    case Stage::Security:
        return "SecurityNegotiation";
    case Stage::Operational:
        return "LoginOperationalNegotiation";
    case Stage::FullFeature:
        return "FullFeaturePhase";
    }
    return "reserved stage";
}

Result<LoginRequest> LoginRequest::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::LoginRequest, "Login Request", Segments::Data); !checked)
        return fail(std::move(checked).error());
    if (!isImmediate(bhs))
        return fail(ErrorCode::ProtocolViolation, "Login Request must be immediate");
    const auto stages = loadStages(bhs);
    if (!stages)
        return fail(stages.error());
    LoginRequest pdu;
    applyStages(pdu, *stages);
    pdu.versionMax = std::uint8_t(load<2, 1>(bhs));
    pdu.versionMin = std::uint8_t(load<3, 1>(bhs));
    loadIdentity(bhs, pdu);
    pdu.cid = std::uint16_t(load<20, 2>(bhs));
    loadCommandNumbers(bhs, pdu);
    return pdu;
}

void LoginRequest::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::LoginRequest, stageFlags(*this), dataSegmentLength, true);
    store<2, 1>(bhs, versionMax);
    store<3, 1>(bhs, versionMin);
    storeIdentity(bhs, *this);
    store<20, 2>(bhs, cid);
    storeCommandNumbers(bhs, *this);
}

Result<LoginResponse> LoginResponse::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::LoginResponse, "Login Response", Segments::Data); !checked)
        return fail(std::move(checked).error());
    LoginResponse pdu;
    pdu.status = std::uint16_t(load<36, 2>(bhs));
    const auto stages = loadStages(bhs);
    if (stages)
        applyStages(pdu, *stages);
    else if (pdu.status >> 8 == 0)
        return fail(stages.error());
    pdu.versionMax = std::uint8_t(load<2, 1>(bhs));
    pdu.versionActive = std::uint8_t(load<3, 1>(bhs));
    loadIdentity(bhs, pdu);
    loadTargetNumbers(bhs, pdu);
    return pdu;
}

void LoginResponse::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::LoginResponse, stageFlags(*this), dataSegmentLength);
    store<2, 1>(bhs, versionMax);
    store<3, 1>(bhs, versionActive);
    storeIdentity(bhs, *this);
    storeTargetNumbers(bhs, *this);
    store<36, 2>(bhs, status);
}

} // namespace portolan::protocol::pdu
