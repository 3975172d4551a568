// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/nbd_netlink.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <linux/nbd-netlink.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <sys/socket.h>

namespace portolan::devices {

namespace {

tl::unexpected<Error> kernelError(const std::string &what, int cause)
{
    const std::string message = "cannot " + what + ": " + std::strerror(cause);
    switch (cause) {
    case EPERM:
    case EACCES:
        return fail(ErrorCode::NotAuthorized, message, cause);
    case EBUSY:
        return fail(ErrorCode::DeviceBusy, message, cause);
    case EINVAL: // also: it was not set up by us, or is not set up any more
    case ENOENT:
    case ENODEV:
        return fail(ErrorCode::NotFound, message, cause);
    default:
        return fail(ErrorCode::Internal, message, cause);
    }
}

/// What the answers to one request said.
struct Answer {
    int number = -1; ///< Of the device; with a connect only
    int error = 0;   ///< errno
    bool over = false;
};

int takeMessage(nl_msg *message, void *argument)
{
    auto *answer = static_cast<Answer *>(argument);
    std::array<nlattr *, NBD_ATTR_MAX + 1> attributes{};
    if (::genlmsg_parse(::nlmsg_hdr(message), 0, attributes.data(), NBD_ATTR_MAX, nullptr) == 0 &&
        attributes[NBD_ATTR_INDEX] != nullptr)
        answer->number = int(::nla_get_u32(attributes[NBD_ATTR_INDEX]));
    return NL_OK;
}

int takeEnd(nl_msg * /*message*/, void *argument)
{
    static_cast<Answer *>(argument)->over = true;
    return NL_STOP;
}

int takeError(sockaddr_nl * /*from*/, nlmsgerr *error, void *argument)
{
    auto *answer = static_cast<Answer *>(argument);
    answer->error = -error->error;
    answer->over = true;
    return NL_STOP;
}

} // namespace

/// A message in the making. What does not fit into it is told by isComplete().
class NbdNetlink::Request {
public:
    Request(int family, std::uint8_t command)
        : m_message(::nlmsg_alloc())
    {
        m_complete = m_message && ::genlmsg_put(m_message.get(), NL_AUTO_PORT, NL_AUTO_SEQ, family, 0, 0, command,
                                                NBD_GENL_VERSION) != nullptr;
    }

    Request &number(int value) { return took(::nla_put_u32(get(), NBD_ATTR_INDEX, std::uint32_t(value))); }
    Request &u64(int attribute, std::uint64_t value) { return took(::nla_put_u64(get(), attribute, value)); }
    Request &text(int attribute, const std::string &value)
    {
        return took(::nla_put_string(get(), attribute, value.c_str()));
    }
    Request &socket(int fd)
    {
        nlattr *const list = ::nla_nest_start(get(), NBD_ATTR_SOCKETS);
        nlattr *const item = list == nullptr ? nullptr : ::nla_nest_start(get(), NBD_SOCK_ITEM);
        if (item == nullptr)
            return took(-1);
        took(::nla_put_u32(get(), NBD_SOCK_FD, std::uint32_t(fd)));
        took(::nla_nest_end(get(), item));
        return took(::nla_nest_end(get(), list));
    }

    [[nodiscard]] nl_msg *get() const { return m_message.get(); }
    [[nodiscard]] bool isComplete() const { return m_complete; }

private:
    struct Free {
        void operator()(nl_msg *message) const { ::nlmsg_free(message); }
    };

    Request &took(int result)
    {
        m_complete = m_complete && result >= 0;
        return *this;
    }

    std::unique_ptr<nl_msg, Free> m_message;
    bool m_complete = false;
};

void NbdNetlink::Free::operator()(nl_sock *socket) const { ::nl_socket_free(socket); }

NbdNetlink::NbdNetlink(Socket socket, int family)
    : m_socket(std::move(socket))
    , m_family(family)
{}

Result<NbdNetlink> NbdNetlink::open()
{
    Socket socket(::nl_socket_alloc());
    if (!socket)
        return fail(ErrorCode::Internal, "netlink: no memory for a socket");
    if (const int result = ::genl_connect(socket.get()); result < 0)
        return fail(ErrorCode::Internal, std::string("netlink: ") + ::nl_geterror(result));
    const int family = ::genl_ctrl_resolve(socket.get(), NBD_GENL_FAMILY_NAME);
    if (family < 0)
        return fail(ErrorCode::NotSupported, "the kernel has no NBD; \"modprobe nbd\" may load it");
    return NbdNetlink(std::move(socket), family);
}

/// \return the number in the answer, or -1
Result<int> NbdNetlink::call(const Request &request, const std::string &what)
{
    if (!request.isComplete())
        return fail(ErrorCode::Internal, "cannot " + what + ": the request does not fit into a message");
    const std::unique_ptr<nl_cb, decltype(&::nl_cb_put)> callbacks(::nl_cb_alloc(NL_CB_DEFAULT), &::nl_cb_put);
    if (!callbacks)
        return fail(ErrorCode::Internal, "netlink: no memory for callbacks");
    Answer answer;
    ::nl_cb_set(callbacks.get(), NL_CB_VALID, NL_CB_CUSTOM, &takeMessage, &answer);
    ::nl_cb_set(callbacks.get(), NL_CB_ACK, NL_CB_CUSTOM, &takeEnd, &answer);
    ::nl_cb_err(callbacks.get(), NL_CB_CUSTOM, &takeError, &answer);
    int result = ::nl_send_auto(m_socket.get(), request.get());
    while (result >= 0 && !answer.over)
        result = ::nl_recvmsgs(m_socket.get(), callbacks.get());
    if (answer.error != 0)
        return kernelError(what, answer.error);
    if (!answer.over)
        return fail(ErrorCode::Internal, "cannot " + what + ": netlink: " + ::nl_geterror(result));
    return answer.number;
}

Result<int> NbdNetlink::connect(const Config &config, int socket)
{
    Request request(m_family, NBD_CMD_CONNECT);
    request.u64(NBD_ATTR_SIZE_BYTES, config.sizeBytes)
        .u64(NBD_ATTR_BLOCK_SIZE_BYTES, config.blockSize)
        .u64(NBD_ATTR_SERVER_FLAGS, config.serverFlags)
        // No time limit for a request: the kernel would take the socket away, and the target may be away for long.
        .u64(NBD_ATTR_TIMEOUT, 0)
        .u64(NBD_ATTR_DEAD_CONN_TIMEOUT, std::uint64_t(config.deadTimeout.count()))
        .text(NBD_ATTR_BACKEND_IDENTIFIER, config.backend)
        .socket(socket);
    auto number = call(request, "make an NBD device");
    if (number && *number < 0)
        return fail(ErrorCode::Internal, "cannot make an NBD device: the kernel does not tell its number");
    return number;
}

Result<> NbdNetlink::replaceSocket(int number, const Config &config, int socket)
{
    Request request(m_family, NBD_CMD_RECONFIGURE);
    request.number(number).text(NBD_ATTR_BACKEND_IDENTIFIER, config.backend).socket(socket);
    if (config.sizeBytes != 0)
        request.u64(NBD_ATTR_SIZE_BYTES, config.sizeBytes)
            .u64(NBD_ATTR_DEAD_CONN_TIMEOUT, std::uint64_t(config.deadTimeout.count()));
    if (const auto called = call(request, "give nbd" + std::to_string(number) + " a new socket"); !called)
        return fail(called.error());
    return {};
}

Result<> NbdNetlink::resize(int number, const Config &config)
{
    Request request(m_family, NBD_CMD_RECONFIGURE);
    request.number(number).u64(NBD_ATTR_SIZE_BYTES, config.sizeBytes).text(NBD_ATTR_BACKEND_IDENTIFIER, config.backend);
    if (const auto called = call(request, "resize nbd" + std::to_string(number)); !called)
        return fail(called.error());
    return {};
}

Result<> NbdNetlink::disconnect(int number)
{
    Request request(m_family, NBD_CMD_DISCONNECT);
    request.number(number);
    if (const auto called = call(request, "disconnect nbd" + std::to_string(number)); !called)
        return fail(called.error());
    return {};
}

} // namespace portolan::devices
