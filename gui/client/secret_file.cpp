// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/secret_file.h"

#include "common/types/unique_fd.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace portolan::client {

Result<QDBusUnixFileDescriptor> sealedFile(const Secret &secret)
{
    UniqueFd file(::memfd_create("portolan-secret", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file)
        return fail(ErrorCode::Internal, "memfd_create failed", errno);
    const auto bytes = secret.bytes();
    for (std::size_t done = 0; done < bytes.size();) {
        const auto written = ::write(file.get(), bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return fail(ErrorCode::Internal, "writing the secret's memfd failed", errno);
        done += std::size_t(written);
    }
    // The reader starts where the offset is, and the offset is shared with our descriptor.
    if (::lseek(file.get(), 0, SEEK_SET) != 0 ||
        ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        return fail(ErrorCode::Internal, "sealing the secret's memfd failed", errno);
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(file.release());
    return descriptor;
}

} // namespace portolan::client
