// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/task_management.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

namespace {

constexpr std::uint32_t kFunctionMask = 0x7f;

bool isKnownFunction(std::uint32_t function)
{
    return function >= std::uint32_t(TaskFunction::AbortTask) &&
           function <= std::uint32_t(TaskFunction::QueryAsynchronousEvent);
}

bool isKnownResponse(std::uint32_t response)
{
    return response <= std::uint32_t(TaskFunctionResponse::Succeeded) ||
           response == std::uint32_t(TaskFunctionResponse::Rejected);
}

} // namespace

Result<TaskManagementRequest> TaskManagementRequest::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::TaskManagementRequest, "Task Management Request", Segments::None);
        !checked)
        return fail(std::move(checked).error());
    const std::uint32_t function = load<1, 1>(bhs) & kFunctionMask;
    if (!isKnownFunction(function))
        return fail(ErrorCode::ProtocolViolation, "Task Management Request with a reserved function");
    TaskManagementRequest pdu;
    pdu.immediate = isImmediate(bhs);
    pdu.function = TaskFunction(function);
    if (pdu.function == TaskFunction::TaskReassign && !pdu.immediate)
        return fail(ErrorCode::ProtocolViolation, "TASK REASSIGN must be immediate");
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.referencedTaskTag = load<20, 4>(bhs);
    loadCommandNumbers(bhs, pdu);
    pdu.refCmdSn = load<32, 4>(bhs);
    pdu.expDataSn = load<36, 4>(bhs);
    return pdu;
}

void TaskManagementRequest::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::TaskManagementRequest, kFinal | std::uint32_t(function), 0, immediate);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, referencedTaskTag);
    storeCommandNumbers(bhs, *this);
    store<32, 4>(bhs, refCmdSn);
    store<36, 4>(bhs, expDataSn);
}

Result<TaskManagementResponse> TaskManagementResponse::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::TaskManagementResponse, "Task Management Response", Segments::None);
        !checked)
        return fail(std::move(checked).error());
    const std::uint32_t response = load<2, 1>(bhs);
    if (!isKnownResponse(response))
        return fail(ErrorCode::ProtocolViolation, "Task Management Response with a reserved response code");
    TaskManagementResponse pdu;
    pdu.response = TaskFunctionResponse(response);
    pdu.additionalInformation = load<8, 3>(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    loadTargetNumbers(bhs, pdu);
    return pdu;
}

void TaskManagementResponse::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::TaskManagementResponse, kFinal, 0);
    store<2, 1>(bhs, std::uint32_t(response));
    store<8, 3>(bhs, additionalInformation);
    store<16, 4>(bhs, initiatorTaskTag);
    storeTargetNumbers(bhs, *this);
}

} // namespace portolan::protocol::pdu
