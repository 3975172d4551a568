// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"
#include "tests/integration/journal/stamp.h"

#include <cstdlib>
#include <memory>

namespace portolan::journal {

/// Bytes as O_DIRECT wants them.
class Buffer {
public:
    explicit Buffer(std::size_t bytes)
        : m_bytes(static_cast<std::byte *>(std::aligned_alloc(kBlockBytes, bytes)))
        , m_size(bytes)
    {}
    [[nodiscard]] std::span<std::byte> first(std::size_t bytes)
    {
        return std::span(m_bytes.get(), m_size).first(bytes);
    }

private:
    struct Free {
        void operator()(std::byte *bytes) const { std::free(bytes); }
    };
    std::unique_ptr<std::byte, Free> m_bytes;
    std::size_t m_size;
};

/// A block device or a file, past the page cache (a file whose file system cannot do that: through it).
class Device {
public:
    static Result<Device> open(const std::string &path, bool writable);

    [[nodiscard]] std::uint64_t blocks() const { return m_blocks; }
    /// All of it, or an error number. Safe from several threads.
    [[nodiscard]] int read(std::uint64_t block, std::span<std::byte> bytes) const;
    [[nodiscard]] int write(std::uint64_t block, std::span<const std::byte> bytes) const;
    [[nodiscard]] int flush() const;

private:
    UniqueFd m_file;
    std::uint64_t m_blocks = 0;
};

} // namespace portolan::journal
