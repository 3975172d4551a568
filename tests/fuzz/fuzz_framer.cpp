// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/additional_header.h"
#include "daemon/protocol/pdu/async_message.h"
#include "daemon/protocol/pdu/data_in.h"
#include "daemon/protocol/pdu/data_out.h"
#include "daemon/protocol/pdu/login.h"
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/nop.h"
#include "daemon/protocol/pdu/pdu_framer.h"
#include "daemon/protocol/pdu/ready_to_transfer.h"
#include "daemon/protocol/pdu/reject.h"
#include "daemon/protocol/pdu/scsi_command.h"
#include "daemon/protocol/pdu/scsi_response.h"
#include "daemon/protocol/pdu/sense_view.h"
#include "daemon/protocol/pdu/snack.h"
#include "daemon/protocol/pdu/task_management.h"
#include "daemon/protocol/pdu/text.h"
#include "tests/fuzz/fuzz_input.h"

/// A byte stream of anybody's making. The first byte says into how large segments it is cut. Checked besides "no crash,
/// no sanitizer report": the same PDUs come out however the stream is cut, wanted() is never 0, no PDU is longer than
/// allowed, and what a header was understood to mean survives writing and reading it again.
namespace {

using namespace portolan;
using namespace portolan::protocol;
using fuzz::require;

constexpr std::size_t kMaxData = 8192;

struct Outcome {
    std::vector<PduFramer::Pdu> pdus;
    bool failed = false;
};

Outcome cut(std::span<const std::byte> stream, std::size_t segment)
{
    Outcome outcome;
    PduFramer framer(kMaxData);
    while (!stream.empty()) {
        const std::size_t wanted = framer.wanted();
        require(wanted > 0);
        const auto part = stream.first(std::min({segment, stream.size(), wanted}));
        stream = stream.subspan(part.size());
        auto pdu = framer.append(part);
        if (!pdu) {
            outcome.failed = true;
            break;
        }
        if (*pdu)
            outcome.pdus.push_back(std::move(**pdu));
    }
    return outcome;
}

template <typename Pdu>
void roundTrip(BhsView bhs)
{
    const auto first = Pdu::parse(bhs);
    if (!first)
        return;
    Bhs canonical;
    canonical.fill(std::byte{0xee});
    first->encode(canonical);
    const auto second = Pdu::parse(canonical);
    require(second && *second == *first);
    Bhs again;
    again.fill(std::byte{0x11});
    second->encode(again);
    require(again == canonical);
}

void roundTripAny(BhsView bhs)
{
    switch (opcodeOf(bhs)) {
    case Opcode::NopOut:
        return roundTrip<pdu::NopOut>(bhs);
    case Opcode::ScsiCommand:
        return roundTrip<pdu::ScsiCommand>(bhs);
    case Opcode::TaskManagementRequest:
        return roundTrip<pdu::TaskManagementRequest>(bhs);
    case Opcode::LoginRequest:
        return roundTrip<pdu::LoginRequest>(bhs);
    case Opcode::TextRequest:
        return roundTrip<pdu::TextRequest>(bhs);
    case Opcode::DataOut:
        return roundTrip<pdu::DataOut>(bhs);
    case Opcode::LogoutRequest:
        return roundTrip<pdu::LogoutRequest>(bhs);
    case Opcode::SnackRequest:
        return roundTrip<pdu::SnackRequest>(bhs);
    case Opcode::NopIn:
        return roundTrip<pdu::NopIn>(bhs);
    case Opcode::ScsiResponse:
        return roundTrip<pdu::ScsiResponse>(bhs);
    case Opcode::TaskManagementResponse:
        return roundTrip<pdu::TaskManagementResponse>(bhs);
    case Opcode::LoginResponse:
        return roundTrip<pdu::LoginResponse>(bhs);
    case Opcode::TextResponse:
        return roundTrip<pdu::TextResponse>(bhs);
    case Opcode::DataIn:
        return roundTrip<pdu::DataIn>(bhs);
    case Opcode::LogoutResponse:
        return roundTrip<pdu::LogoutResponse>(bhs);
    case Opcode::ReadyToTransfer:
        return roundTrip<pdu::ReadyToTransfer>(bhs);
    case Opcode::AsyncMessage:
        return roundTrip<pdu::AsyncMessage>(bhs);
    case Opcode::Reject:
        return roundTrip<pdu::Reject>(bhs);
    }
}

void readSegments(std::span<const std::byte> data)
{
    if (const auto view = pdu::SenseView::parse(data))
        require(data.empty() || view->sense.size() + view->rest.size() + 2 == data.size());
    if (const auto header = pdu::Reject::rejectedHeader(data))
        roundTripAny(*header);
    const auto headers = pdu::AdditionalHeaders::parse(data);
    if (!headers)
        return;
    std::vector<std::byte> encoded(headers->size());
    headers->encode(encoded);
    const auto again = pdu::AdditionalHeaders::parse(encoded);
    require(again && std::ranges::equal(again->extendedCdb, headers->extendedCdb) &&
            again->bidirectionalReadLength == headers->bidirectionalReadLength);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::size_t segment = input.byte() + 1u;
    const Outcome whole = cut(input.rest(), input.rest().size() + 1);
    const Outcome pieces = cut(input.rest(), segment);
    require(whole.failed == pieces.failed && whole.pdus.size() == pieces.pdus.size());
    for (std::size_t i = 0; i < whole.pdus.size(); ++i) {
        require(whole.pdus[i].bhs == pieces.pdus[i].bhs && whole.pdus[i].data == pieces.pdus[i].data);
        require(whole.pdus[i].data.size() <= kMaxData);
        roundTripAny(whole.pdus[i].bhs);
        readSegments(whole.pdus[i].data);
    }
    return 0;
}
