// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/types/isns_status.h"

#include <array>

namespace portolan {

namespace {

constexpr std::array<const char *, kLastIsnsStatus + 1> kNames{
    "Successful",
    "Unknown Error",
    "Message Format Error",
    "Invalid Registration",
    "reserved",
    "Invalid Query",
    "Source Unknown",
    "Source Absent",
    "Source Unauthorized",
    "No Such Entry",
    "Version Not Supported",
    "Internal Error",
    "Busy",
    "Option Not Understood",
    "Invalid Update",
    "Message Not Supported",
    "SCN Event Rejected",
    "SCN Registration Rejected",
    "Attribute Not Implemented",
    "FC_DOMAIN_ID Not Available",
    "FC_DOMAIN_ID Not Allocated",
    "ESI Not Available",
    "Invalid Deregistration",
    "Registration Feature Not Supported",
};

} // namespace

bool hasIsnsStatus(const Error &error)
{
    return error.loginStatus != kIsnsSuccess &&
           (error.code == ErrorCode::IsnsRefused || error.code == ErrorCode::IsnsNotRegistered);
}

std::string isnsStatusText(IsnsStatus status)
{
    return (status <= kLastIsnsStatus ? std::string(kNames.at(status)) : "unknown") + " (" + std::to_string(status) +
           ")";
}

} // namespace portolan
