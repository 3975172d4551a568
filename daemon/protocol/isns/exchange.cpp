// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/exchange.h"

#include <algorithm>

namespace portolan::protocol::isns {

namespace {

auto violation(std::string what)
{
    return portolan::fail(ErrorCode::IsnsViolation, "the iSNS server " + std::move(what));
}

Error refusal(ErrorCode code, const std::string &what, IsnsStatus status)
{
    return {code, "the iSNS server " + what + ": " + isnsStatusText(status),
            std::uint16_t(std::min<IsnsStatus>(status, 0xffff)), 0};
}

} // namespace

Exchange::Exchange(Config config)
    : m_config(std::move(config))
    , m_framer(m_config.maxMessage)
{}

void Exchange::start(Instant now)
{
    if (m_state != State::Idle)
        return;
    m_deadline = now + m_config.timeout;
    sendLookUp();
}

void Exchange::send(Function function, AttributeWriter attributes, State next)
{
    const std::vector<std::byte> payload = attributes.take();
    Header header;
    header.function = std::uint16_t(function);
    header.length = std::uint16_t(payload.size()); // a few names: far below kMaxPduPayload
    header.flags = FromClient | FirstPdu | LastPdu;
    header.transaction = ++m_transaction;
    const auto head = header.encoded();
    Send output{{head.begin(), head.end()}};
    output.bytes.insert(output.bytes.end(), payload.begin(), payload.end());
    m_outputs.emplace_back(std::move(output));
    m_asked = function;
    m_state = next;
}

void Exchange::sendLookUp()
{
    AttributeWriter query;
    query.add(Tag::IscsiName, m_config.initiatorName); // source
    query.add(Tag::IscsiName, m_config.initiatorName); // key
    query.add(Tag::Delimiter);
    query.add(Tag::IscsiName);
    query.add(Tag::IscsiNodeType);
    send(Function::DeviceAttributeQuery, std::move(query), State::LookingUp);
}

void Exchange::sendRegistration()
{
    AttributeWriter request;
    request.add(Tag::IscsiName, m_config.initiatorName);        // source
    request.add(Tag::EntityIdentifier, m_config.initiatorName); // key
    request.add(Tag::Delimiter);
    request.add(Tag::EntityIdentifier, m_config.initiatorName);
    request.add(Tag::EntityProtocol, kProtocolIscsi);
    if (m_config.portal) {
        request.add(Tag::PortalAddress, m_config.portal->address);
        request.add(Tag::PortalPort, std::uint32_t(m_config.portal->port));
    }
    request.add(Tag::IscsiName, m_config.initiatorName);
    request.add(Tag::IscsiNodeType, kNodeTypeInitiator);
    send(Function::DeviceAttributeRegister, std::move(request), State::Registering);
}

void Exchange::sendQuery()
{
    AttributeWriter query;
    query.add(Tag::IscsiName, m_config.initiatorName); // source
    query.add(Tag::IscsiNodeType, kNodeTypeTarget);    // key
    query.add(Tag::Delimiter);
    for (const Tag tag : {Tag::IscsiName, Tag::IscsiNodeType, Tag::IscsiAlias, Tag::PortalAddress, Tag::PortalPort,
                          Tag::GroupIscsiName, Tag::GroupPortalAddress, Tag::GroupPortalPort, Tag::GroupTag})
        query.add(tag);
    send(Function::DeviceAttributeQuery, std::move(query), State::Listing);
}

void Exchange::conclude()
{
    if (!m_registered) {
        if (m_refusal)
            return finish(Failed{*m_refusal});
        return finish(Finished{});
    }
    AttributeWriter request;
    request.add(Tag::IscsiName, m_config.initiatorName); // source
    request.add(Tag::Delimiter);
    request.add(Tag::EntityIdentifier, m_config.initiatorName);
    send(Function::DeviceDeregister, std::move(request), State::Deregistering);
}

void Exchange::handleBytes(std::span<const std::byte> bytes, Instant now)
{
    handleTimeout(now);
    m_heard = m_heard || !bytes.empty();
    while (m_state != State::Idle && m_state != State::Ended && !bytes.empty()) {
        auto message = m_framer.append(bytes);
        if (!message)
            return fail(std::move(message).error());
        if (!*message)
            return;
        if (auto handled = handle(**message); !handled)
            return fail(std::move(handled).error());
    }
}

Result<Exchange::Answer> Exchange::parse(const Message &message)
{
    constexpr std::size_t kStatusSize = 4;
    if (message.payload.size() < kStatusSize)
        return violation("sent an answer without a status");
    const std::span<const std::byte> payload = message.payload;
    Answer answer;
    for (const std::byte byte : payload.first(kStatusSize))
        answer.status = answer.status << 8 | std::to_integer<IsnsStatus>(byte);
    auto attributes = splitAttributes(payload.subspan(kStatusSize));
    if (!attributes)
        return portolan::fail(std::move(attributes).error());
    // In front of it stands what was asked.
    const auto delimiter = std::ranges::find(*attributes, Tag::Delimiter, &Attribute::tag);
    if (delimiter != attributes->end())
        answer.objects.assign(delimiter + 1, attributes->end());
    return answer;
}

Result<> Exchange::handle(const Message &message)
{
    if (message.function != (std::uint16_t(m_asked) | kResponse) || message.transaction != m_transaction)
        return violation("answered a question that was not asked");
    const auto answer = parse(message);
    if (!answer)
        return portolan::fail(answer.error());
    switch (m_state) {
    case State::LookingUp:
        handleLookUp(*answer);
        break;
    case State::Registering:
        handleRegistration(*answer);
        break;
    case State::Listing:
        handleList(*answer);
        break;
    case State::Deregistering: // Whatever it says: the list has come.
        finish(m_refusal ? Output(Failed{*m_refusal}) : Output(Finished{}));
        break;
    case State::Idle:
    case State::Ended:
        break;
    }
    return {};
}

/// A server may refuse the question of whom it does not know, so every refusal means that.
void Exchange::handleLookUp(const Answer &answer)
{
    const bool known = std::ranges::any_of(answer.objects, [this](const Attribute &attribute) {
        return attribute.tag == Tag::IscsiName && attribute.text() == std::string_view(m_config.initiatorName);
    });
    if (answer.status == kIsnsSuccess && known)
        sendQuery();
    else
        sendRegistration();
}

void Exchange::handleRegistration(const Answer &answer)
{
    if (answer.status != kIsnsSuccess)
        return finish(Failed{refusal(ErrorCode::IsnsNotRegistered, "does not register this initiator", answer.status)});
    m_registered = true;
    sendQuery();
}

void Exchange::handleList(const Answer &answer)
{
    constexpr IsnsStatus kNoSuchEntry = 9;
    if (answer.status == kIsnsSuccess) {
        if (Found found = readTargets(answer.objects); !found.targets.empty() || !found.warnings.empty())
            m_outputs.emplace_back(std::move(found));
    } else if (answer.status != kNoSuchEntry) { // some servers say so where the list is empty
        m_refusal = refusal(ErrorCode::IsnsRefused, "does not tell its targets", answer.status);
    }
    conclude();
}

void Exchange::handleFailure(Error error)
{
    // A server of another kind reads our first message, and hangs up.
    if (!m_heard && error.code == ErrorCode::TransportFailed && error.sysErrno == 0)
        error = {ErrorCode::IsnsViolation,
                 "the server there closed the connection without an answer, so it is no iSNS server", 0, 0};
    fail(std::move(error));
}

void Exchange::handleTimeout(Instant now)
{
    if (m_deadline && now >= *m_deadline)
        fail({ErrorCode::TimedOut, "the iSNS server did not answer in time", 0, 0});
}

/// The list is complete when only the deregistration is left, so nothing that happens to that can spoil it.
void Exchange::fail(Error error)
{
    if (m_state == State::Ended)
        return;
    if (m_state == State::Deregistering)
        return finish(m_refusal ? Output(Failed{*m_refusal}) : Output(Finished{}));
    finish(Failed{std::move(error)});
}

void Exchange::finish(Output output)
{
    m_outputs.push_back(std::move(output));
    m_deadline.reset();
    m_state = State::Ended;
}

std::optional<Exchange::Output> Exchange::poll()
{
    if (m_outputs.empty())
        return std::nullopt;
    Output output = std::move(m_outputs.front());
    m_outputs.pop_front();
    return output;
}

} // namespace portolan::protocol::isns
