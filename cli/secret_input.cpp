// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secret_input.h"

#include "cli/text.h"
#include "common/types/unique_fd.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace portolan::cli {

namespace {

constexpr std::size_t kShortest = 12;
constexpr std::size_t kLongest = 255;
constexpr std::size_t kBufferSize = 4096; ///< Longer than any secret: to tell "too long" from "a whole file".

/// Wiped however it ends.
struct Buffer {
    std::array<std::byte, kBufferSize> bytes{};
    std::size_t size = 0;
    Buffer() = default;
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;
    ~Buffer() { wipeMemory(bytes); }

    [[nodiscard]] Secret secret() const
    {
        const bool newline = size > 0 && bytes[size - 1] == std::byte('\n');
        return Secret(std::span(bytes).first(size - (newline ? 1 : 0)));
    }
};

tl::unexpected<Error> refuse(const QString &text) { return fail(ErrorCode::InvalidArgument, text.toStdString()); }

/// The terminal without echo, and as it was again. Ctrl+Z is off meanwhile, or the shell would be left without echo.
class QuietTerminal {
public:
    explicit QuietTerminal(int terminal)
        : m_terminal(terminal)
        , m_quiet(::tcgetattr(terminal, &m_before) == 0)
    {
        if (!m_quiet)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO | ECHONL);
        quiet.c_cc[VSUSP] = _POSIX_VDISABLE;
        m_quiet = ::tcsetattr(terminal, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_quiet)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    QuietTerminal(const QuietTerminal &) = delete;
    QuietTerminal &operator=(const QuietTerminal &) = delete;
    [[nodiscard]] bool isQuiet() const { return m_quiet; }

private:
    int m_terminal;
    termios m_before{};
    bool m_quiet;
};

void say(int terminal, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    (void)!::write(terminal, bytes.constData(), std::size_t(bytes.size()));
}

} // namespace

Result<Secret> secretFromDescriptor(const QString &number)
{
    bool ok = false;
    const int descriptor = number.toInt(&ok);
    if (!ok || descriptor < 0 || ::fcntl(descriptor, F_GETFD) < 0)
        return refuse(tr("“%1” is not the number of an open file descriptor.").arg(number));
    Buffer buffer;
    for (;;) {
        if (buffer.size == buffer.bytes.size())
            return fail(ErrorCode::SecretTooLong, "more than 4096 bytes came from the file descriptor");
        const auto n = ::read(descriptor, buffer.bytes.data() + buffer.size, buffer.bytes.size() - buffer.size);
        if (n < 0 && errno == EINTR)
            return fail(ErrorCode::Cancelled, "interrupted");
        if (n < 0)
            return refuse(tr("The file descriptor %1 cannot be read.").arg(number));
        if (n == 0)
            return buffer.secret();
        buffer.size += std::size_t(n);
    }
}

Result<Secret> secretFromTerminal(const QString &prompt)
{
    const UniqueFd terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal)
        return refuse(
            tr("There is no terminal to ask for the password on; give it with --secret-fd (and --target-secret-fd)."));
    const QuietTerminal quiet(terminal.get());
    if (!quiet.isQuiet())
        return refuse(tr("The terminal cannot hide what is typed; give the password with --secret-fd."));
    say(terminal.get(), prompt);
    Buffer buffer;
    while (buffer.size < buffer.bytes.size()) {
        const auto n = ::read(terminal.get(), buffer.bytes.data() + buffer.size, buffer.bytes.size() - buffer.size);
        if (n <= 0) {
            say(terminal.get(), QStringLiteral("\n"));
            return fail(ErrorCode::Cancelled, n < 0 && errno == EINTR ? "interrupted" : "the terminal was closed");
        }
        buffer.size += std::size_t(n);
        if (buffer.bytes[buffer.size - 1] == std::byte('\n'))
            break;
    }
    say(terminal.get(), QStringLiteral("\n")); // the one that was typed was not shown
    return buffer.secret();
}

Result<> checkLength(const Secret &secret)
{
    if (secret.size() < kShortest)
        return fail(ErrorCode::SecretTooShort, "shorter than 12 bytes");
    if (secret.size() > kLongest)
        return fail(ErrorCode::SecretTooLong, "longer than 255 bytes");
    return {};
}

} // namespace portolan::cli
