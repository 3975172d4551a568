// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// §11.5.1; 9 to 12 are RFC 7144 §7.2 and need iSCSIProtocolLevel=2. Other values are never accepted.
enum class TaskFunction : std::uint8_t {
    AbortTask = 1,
    AbortTaskSet = 2,
    ClearAca = 3,
    ClearTaskSet = 4,
    LogicalUnitReset = 5,
    TargetWarmReset = 6,
    TargetColdReset = 7,
    TaskReassign = 8,
    QueryTask = 9,
    QueryTaskSet = 10,
    ITNexusReset = 11,
    QueryAsynchronousEvent = 12,
};

/// §11.6.1. Complete and TaskDoesNotExist both mean that the task is gone.
enum class TaskFunctionResponse : std::uint8_t {
    Complete = 0,
    TaskDoesNotExist = 1,
    LunDoesNotExist = 2,
    TaskStillAllegiant = 3,
    ReassignmentNotSupported = 4,
    NotSupported = 5,
    AuthorizationFailed = 6,
    Succeeded = 7, ///< RFC 7144 §7.4
    Rejected = 255,
};

/// Task Management Function Request, RFC 7143 §11.5. No data segment.
struct TaskManagementRequest {
    bool immediate = false; ///< Always set with TaskReassign.
    TaskFunction function = TaskFunction::AbortTask;
    Lun lun{};                                      ///< Functions 1 to 5, 9, 10 and 12
    std::uint32_t initiatorTaskTag = 0;             ///< Of this request, §11.5.3
    std::uint32_t referencedTaskTag = kReservedTag; ///< Functions 1, 8 and 9, §11.5.4
    std::uint32_t cmdSn = 0;
    std::uint32_t expStatSn = 0;
    std::uint32_t refCmdSn = 0;  ///< Functions 1 and 9, §11.5.5
    std::uint32_t expDataSn = 0; ///< Function 8, §11.5.6

    static Result<TaskManagementRequest> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const TaskManagementRequest &, const TaskManagementRequest &) = default;
};

/// Task Management Function Response, RFC 7143 §11.6. No data segment.
struct TaskManagementResponse {
    TaskFunctionResponse response = TaskFunctionResponse::Complete;
    std::uint32_t additionalInformation = 0; ///< 24 bits, RFC 7144 §7.4
    std::uint32_t initiatorTaskTag = 0;
    std::uint32_t statSn = 0;
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;

    static Result<TaskManagementResponse> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const TaskManagementResponse &, const TaskManagementResponse &) = default;
};

} // namespace portolan::protocol::pdu
