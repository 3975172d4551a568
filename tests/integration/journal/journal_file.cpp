// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/journal_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace portolan::journal {

namespace {

constexpr std::uint32_t kMagic = 0x4A524E4C;

struct Line {
    std::uint32_t magic = kMagic;
    std::uint32_t kind = 0;
    std::uint64_t block = 0;
    std::uint64_t count = 0;
    std::uint64_t sequence = 0;
    std::uint32_t writer = 0;
    std::uint32_t check = 0; ///< of all before it
};
static_assert(sizeof(Line) == 40);

std::uint32_t checkOf(const Line &line)
{
    std::array<unsigned char, offsetof(Line, check)> bytes{};
    std::memcpy(bytes.data(), &line, bytes.size());
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const unsigned char byte : bytes)
        hash = (hash ^ byte) * 16777619U;
    return hash;
}

bool valid(const Line &line)
{
    return line.magic == kMagic && line.check == checkOf(line) && line.kind >= std::uint32_t(Record::Kind::Geometry) &&
           line.kind <= std::uint32_t(Record::Kind::FlushFinished);
}

Result<> readAll(int file, const std::string &path, History &history)
{
    std::vector<Line> lines(4096);
    off_t at = 0;
    while (true) {
        const ssize_t got = ::pread(file, lines.data(), lines.size() * sizeof(Line), at);
        if (got < 0)
            return fail(ErrorCode::StoreFailed, path + ": " + std::strerror(errno), errno);
        const std::size_t count = std::size_t(got) / sizeof(Line);
        for (std::size_t number = 0; number < count; ++number) {
            const Line &line = lines[number];
            if (!valid(line)) {
                return fail(ErrorCode::StoreFailed, path + ": the record at byte " +
                                                        std::to_string(at + off_t(number * sizeof(Line))) +
                                                        " is damaged");
            }
            if (auto applied =
                    history.apply({Record::Kind(line.kind), line.writer, line.block, line.count, line.sequence});
                !applied)
                return fail(std::move(applied).error().within(path));
        }
        at += off_t(count * sizeof(Line));
        if (count == 0)
            break;
    }
    return {};
}

} // namespace

Result<JournalFile> JournalFile::open(const std::string &path, bool writable, History &history)
{
    UniqueFd file(::open(path.c_str(), (writable ? O_RDWR | O_CREAT | O_APPEND : O_RDONLY) | O_CLOEXEC, 0644));
    if (!file)
        return fail(ErrorCode::StoreFailed, path + ": " + std::strerror(errno), errno);
    if (auto read = readAll(file.get(), path, history); !read)
        return fail(std::move(read).error());
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    if (writable && ::ftruncate(file.get(), size - size % off_t(sizeof(Line))) != 0)
        return fail(ErrorCode::StoreFailed, path + ": " + std::strerror(errno), errno);
    return JournalFile(std::move(file));
}

Result<> JournalFile::append(const Record &record)
{
    Line line{.kind = std::uint32_t(record.kind),
              .block = record.block,
              .count = record.count,
              .sequence = record.sequence,
              .writer = record.writer};
    line.check = checkOf(line);
    const ssize_t written = ::write(m_file.get(), &line, sizeof line);
    if (written != ssize_t(sizeof line)) {
        return fail(ErrorCode::StoreFailed,
                    std::string("the journal cannot be written: ") +
                        (written < 0 ? std::strerror(errno) : "the disk is full"),
                    errno);
    }
    return {};
}

} // namespace portolan::journal
