// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/iscsi_event.h"

#include <cstring>
#include <linux/netlink.h>

namespace portolan::dataplane::kernel {

namespace {

// struct iscsi_uevent, identical from Linux 5.6 to 6.12 on every 64-bit machine.
constexpr std::size_t kHeader = NLMSG_HDRLEN, kEvent = 56;
constexpr std::size_t kType = 0, kError = 4, kTransport = 8, kRequest = 16, kReply = 40;

template <typename T>
T load(std::span<const std::byte> bytes, std::size_t offset)
{
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

template <typename T>
void store(Request &request, std::size_t offset, T value)
{
    std::memcpy(request.data() + kHeader + offset, &value, sizeof value);
}

void storeWord(Request &request, std::size_t index, std::uint32_t value)
{
    store(request, kRequest + index * sizeof value, value);
}

Request makeRequest(EventType type, std::uint64_t transport, std::span<const std::byte> payload = {})
{
    Request request(kHeader + kEvent);
    request.insert(request.end(), payload.begin(), payload.end());
    nlmsghdr header{};
    header.nlmsg_len = std::uint32_t(request.size());
    header.nlmsg_type = std::uint16_t(type);
    header.nlmsg_flags = NLM_F_REQUEST;
    std::memcpy(request.data(), &header, sizeof header);
    store(request, kType, std::uint32_t(type));
    store(request, kTransport, transport);
    return request;
}

} // namespace

Result<Message> Message::parse(std::span<const std::byte> datagram)
{
    if (datagram.size() < kHeader + kEvent)
        return fail(ErrorCode::ProtocolViolation,
                    "the kernel's iSCSI message has only " + std::to_string(datagram.size()) + " bytes");
    const auto length = load<nlmsghdr>(datagram, 0).nlmsg_len;
    if (length < kHeader + kEvent || length > datagram.size())
        return fail(ErrorCode::ProtocolViolation, "the kernel's iSCSI message says it has " + std::to_string(length) +
                                                      " bytes and has " + std::to_string(datagram.size()));
    const auto event = datagram.subspan(kHeader, length - kHeader);
    Message message;
    message.type = EventType(load<std::uint32_t>(event, kType));
    message.error = load<std::int32_t>(event, kError);
    message.request = load<decltype(message.request)>(event, kRequest);
    message.reply = load<decltype(message.reply)>(event, kReply);
    message.payload.assign(event.begin() + kEvent, event.end());
    return message;
}

EventType typeOf(const Request &request) { return EventType(load<std::uint32_t>(request, kHeader + kType)); }

Request createSession(std::uint64_t transport, std::uint32_t initialCmdSn, std::uint16_t commands,
                      std::uint16_t queueDepth)
{
    Request request = makeRequest(EventType::CreateSession, transport);
    store(request, kRequest, initialCmdSn);
    store(request, kRequest + 4, commands);
    store(request, kRequest + 6, queueDepth);
    return request;
}

Request ofSession(EventType type, std::uint64_t transport, std::uint32_t sid)
{
    Request request = makeRequest(type, transport);
    storeWord(request, 0, sid);
    return request;
}

// Connection 0 is the only one that iscsi_tcp knows: its number is in the word behind the session's and stays zero.
Request ofConnection(EventType type, std::uint64_t transport, std::uint32_t sid)
{
    return ofSession(type, transport, sid);
}

Request bindConnection(std::uint64_t transport, std::uint32_t sid, int socket)
{
    Request request = ofConnection(EventType::BindConnection, transport, sid);
    store(request, kRequest + 8, std::uint64_t(socket));
    constexpr std::uint32_t kLeading = 1;
    storeWord(request, 4, kLeading);
    return request;
}

Request stopConnection(std::uint64_t transport, std::uint32_t sid, StopFlag flag)
{
    Request request = ofConnection(EventType::StopConnection, transport, sid);
    storeWord(request, 4, std::uint32_t(flag)); // behind a handle of 64 bits that is not used
    return request;
}

Request setParam(std::uint64_t transport, std::uint32_t sid, Param param, std::string_view value)
{
    std::vector<std::byte> text(value.size() + 1); // the kernel wants the zero inside the length
    std::memcpy(text.data(), value.data(), value.size());
    Request request = makeRequest(EventType::SetParam, transport, text);
    storeWord(request, 0, sid);
    storeWord(request, 2, std::uint32_t(param));
    storeWord(request, 3, std::uint32_t(text.size()));
    return request;
}

Request sendPdu(std::uint64_t transport, std::uint32_t sid, std::span<const std::byte> header)
{
    Request request = makeRequest(EventType::SendPdu, transport, header);
    storeWord(request, 0, sid);
    storeWord(request, 2, std::uint32_t(header.size()));
    return request;
}

Result<ConnectionStats> ConnectionStats::parse(std::span<const std::byte> payload)
{
    // Two octet counts, eight counts of sent PDUs, nine of received ones.
    constexpr std::size_t kSent = 0, kReceived = 8, kCommands = 20, kR2ts = 72, kSize = 84;
    if (payload.size() < kSize)
        return fail(ErrorCode::ProtocolViolation,
                    "the kernel's iSCSI statistics have only " + std::to_string(payload.size()) + " bytes");
    return ConnectionStats{load<std::uint64_t>(payload, kSent), load<std::uint64_t>(payload, kReceived),
                           load<std::uint32_t>(payload, kCommands), load<std::uint32_t>(payload, kR2ts)};
}

std::string_view textOf(ConnectionFault fault)
{
    switch (fault) {
    case ConnectionFault::HeaderDigest:
        return "a header digest of the target did not match";
    case ConnectionFault::DataDigest:
        return "a data digest of the target did not match";
    case ConnectionFault::HostGone:
        return "the kernel is removing the session's SCSI host";
    case ConnectionFault::SessionReset:
        return "a command was not answered, and neither was its abort: the kernel dropped the connection";
    case ConnectionFault::PingTimedOut:
        return "the target did not answer a ping in time";
    }
    switch (std::uint32_t(fault)) {
    case 1011:
        return "the connection failed";
    case 1013:
        return "the session failed";
    case 1019:
        return "sending to the target failed";
    case 1020:
        return "the target closed the connection";
    default:
        return "the target broke the iSCSI protocol";
    }
}

} // namespace portolan::dataplane::kernel
