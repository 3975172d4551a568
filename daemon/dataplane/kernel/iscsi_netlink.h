// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/unique_fd.h"
#include "daemon/dataplane/kernel/iscsi_event.h"

#include <chrono>

namespace portolan::dataplane::kernel {

/// The socket to the kernel's iSCSI interface. Calls block: for one thread that does nothing else.
///
/// The kernel carries a request out inside send(), one for the whole machine at a time, and its replies carry no
/// number: so there is never more than one request without a reply, and events that arrive before it are kept.
class IscsiNetlink {
public:
    /// The address of our socket, which the kernel keeps as the creator of our sessions. iscsid takes every session
    /// that it finds when it starts for its own and logs in anew, except those whose creator is -1: they are the
    /// kernel's.
    static constexpr std::uint32_t kCreator = 0xffff'ffff;
    static constexpr std::uint32_t kEventGroup = 1; ///< ISCSI_NL_GRP_ISCSID

    /// \param kept  one that this function opened in an earlier process, with what has arrived at it since; or none
    /// \return NotAuthorized without CAP_SYS_ADMIN, NotSupported where the kernel has no iscsi_tcp or this process is
    ///         not in the initial network namespace
    static Result<IscsiNetlink> open(std::uint64_t transport, UniqueFd kept = {});
    /// \param socket  connected to the kernel, or to a test's idea of it
    IscsiNetlink(UniqueFd socket, std::uint64_t transport);

    [[nodiscard]] int socket() const { return m_socket.get(); }
    [[nodiscard]] std::uint64_t transport() const { return m_transport; }
    /// The kernel's number of iscsi_tcp is another one after the module was unloaded and loaded.
    void setTransport(std::uint64_t transport) { m_transport = transport; }

    /// Sends it and waits for its reply. The errors are the kernel's: `iferror`, or the return code where the type has
    /// one (bind, start and the like).
    Result<Message> call(const Request &request);
    /// Reads what has arrived without a request of ours.
    void receivePending();
    /// Events so far, oldest first.
    [[nodiscard]] std::vector<Message> takeEvents();
    /// True if the kernel had to drop some since the last call: then only sysfs knows what is.
    [[nodiscard]] bool takeLost();

private:
    enum class Received : std::uint8_t { Message, Nothing, Lost, Closed };
    Received receive(Message &message);
    [[nodiscard]] bool waitUntil(std::chrono::steady_clock::time_point deadline) const;
    [[nodiscard]] bool answers(const Message &message, const Request &request) const;

    UniqueFd m_socket;
    std::uint64_t m_transport;
    std::vector<std::byte> m_buffer;
    std::vector<Message> m_events;
    bool m_lost = false;
};

} // namespace portolan::dataplane::kernel
