// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/isns_driver.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace portolan::net {

namespace {

constexpr std::size_t kReadSize = 65536;
/// Reads per wake-up, so that a fast server cannot keep the main loop for itself.
constexpr int kReadsPerWakeUp = 16;

protocol::Instant now() { return std::chrono::steady_clock::now(); }

} // namespace

IsnsDriver::IsnsDriver(UniqueFd socket, Exchange::Config config, Found found, Done done, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_read(m_socket.get(), QSocketNotifier::Read)
    , m_write(m_socket.get(), QSocketNotifier::Write)
    , m_exchange(std::move(config))
    , m_found(std::move(found))
    , m_done(std::move(done))
{
    m_write.setEnabled(false);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_read, &QSocketNotifier::activated, this, &IsnsDriver::readable);
    connect(&m_write, &QSocketNotifier::activated, this, &IsnsDriver::writable);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_exchange.handleTimeout(now());
        pump();
    });
    m_exchange.start(now());
    pump();
}

void IsnsDriver::pump()
{
    while (auto output = m_exchange.poll())
        handle(*output);
    using std::chrono::milliseconds;
    if (const auto deadline = m_exchange.deadline())
        m_timer.start(std::max(std::chrono::ceil<milliseconds>(*deadline - now()), milliseconds(0)));
    else
        m_timer.stop();
}

void IsnsDriver::handle(Exchange::Output &output)
{
    std::visit(Overloaded{
                   [this](const Exchange::Send &message) {
                       m_out.insert(m_out.end(), message.bytes.begin(), message.bytes.end());
                       m_write.setEnabled(true);
                   },
                   // From the event loop: what is told may end in the destruction of this object.
                   [this](Exchange::Found &found) {
                       QMetaObject::invokeMethod(
                           this,
                           [this, found = std::move(found)] {
                               const auto callback = m_found;
                               callback(found);
                           },
                           Qt::QueuedConnection);
                   },
                   [this](const Exchange::Finished &) { finish({}); },
                   [this](const Exchange::Failed &failed) { finish(fail(failed.error)); },
               },
               output);
}

void IsnsDriver::finish(Result<> result)
{
    m_stopped = true;
    m_read.setEnabled(false);
    m_write.setEnabled(false);
    QMetaObject::invokeMethod(
        this,
        [this, result = std::move(result)] {
            const auto done = m_done;
            done(result);
        },
        Qt::QueuedConnection);
}

void IsnsDriver::writable()
{
    while (m_written < m_out.size()) {
        const auto rest = std::span(m_out).subspan(m_written);
        const auto n = ::send(m_socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n < 0)
            break; // What the server said before it closed explains more: let the reader have it first.
        m_written += std::size_t(n);
    }
    m_out.clear();
    m_written = 0;
    m_write.setEnabled(false);
}

void IsnsDriver::readable()
{
    std::array<std::byte, kReadSize> buffer;
    for (int i = 0; i < kReadsPerWakeUp && !m_stopped; ++i) {
        const auto n = ::recv(m_socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n > 0) {
            m_exchange.handleBytes(std::span<const std::byte>(buffer).first(std::size_t(n)), now());
        } else if (n == 0) {
            m_exchange.handleFailure({ErrorCode::TransportFailed, "the other side closed the connection", 0, 0});
        } else {
            const int error = errno;
            m_exchange.handleFailure(
                {ErrorCode::TransportFailed, std::string("the connection broke: ") + std::strerror(error), 0, error});
        }
        pump();
    }
}

} // namespace portolan::net
