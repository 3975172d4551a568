// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/device.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace portolan::journal {

Result<Device> Device::open(const std::string &path, bool writable)
{
    const int flags = (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC;
    Device device;
    device.m_file.reset(::open(path.c_str(), flags | O_DIRECT));
    struct stat about {};
    if (!device.m_file && errno == EINVAL && ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode))
        device.m_file.reset(::open(path.c_str(), flags));
    const off_t size = device.m_file ? ::lseek(device.m_file.get(), 0, SEEK_END) : -1;
    if (size < 0)
        return fail(ErrorCode::InvalidArgument, path + ": " + std::strerror(errno), errno);
    device.m_blocks = std::uint64_t(size) / kBlockBytes;
    return device;
}

int Device::read(std::uint64_t block, std::span<std::byte> bytes) const
{
    const ssize_t got = ::pread(m_file.get(), bytes.data(), bytes.size(), off_t(block * kBlockBytes));
    return got == ssize_t(bytes.size()) ? 0 : got < 0 ? errno : ENODATA;
}

int Device::write(std::uint64_t block, std::span<const std::byte> bytes) const
{
    const ssize_t put = ::pwrite(m_file.get(), bytes.data(), bytes.size(), off_t(block * kBlockBytes));
    return put == ssize_t(bytes.size()) ? 0 : put < 0 ? errno : ENOSPC;
}

int Device::flush() const { return ::fdatasync(m_file.get()) == 0 ? 0 : errno; }

} // namespace portolan::journal
