// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/bhs.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace portolan::dataplane::worker {

using protocol::Instant;

/// Names an exported unit; never used again for another one.
using UnitId = std::uint32_t;

/// No unit has larger blocks, SBC allows any: what probes refuse.
inline constexpr std::size_t kMaxBlockSize = 65536;
/// What one request transfers at most.
inline constexpr std::size_t kMaxPayload = 1024 * 1024;

class BlockExport;

enum class BlockOperation : std::uint8_t {
    Read,
    Write,
    Flush,
    WriteZeroes, ///< With mayUnmap the blocks may be given back to the target's pool; they read as zeroes in any case.
};

/// One request of an export, in memory that the export owns and that stays until BlockExport::complete().
struct BlockRequest {
    // --- what is wanted; set by the export ---
    BlockExport *origin = nullptr; ///< Whose request it is, and who is told of its end.
    BlockOperation operation = BlockOperation::Read;
    bool forceUnitAccess = false; ///< Write: durable when it completes.
    bool mayUnmap = false;
    UnitId unit = 0;
    std::uint64_t offset = 0; ///< Bytes; inside the unit. WriteZeroes: a multiple of the block size.
    std::uint64_t length = 0; ///< Bytes; at most kMaxPayload, except for WriteZeroes.
    /// Of `length` bytes. kMaxBlockSize bytes before and behind are ours too: an unaligned request grows into them.
    std::byte *payload = nullptr;
    std::byte *scratch = nullptr; ///< 2 * kMaxBlockSize bytes

    // --- the block layer's own ---
    struct Progress {
        enum class Phase : std::uint8_t { Transfer, ReadEdges };
        Phase phase = Phase::Transfer;
        std::uint64_t begin = 0, next = 0, end = 0; ///< Bytes on the unit, whole blocks
        std::uint32_t openCommands = 0;
        int error = 0;
        bool queued = false;    ///< For being given commands.
        bool exclusive = false; ///< Reads, changes and writes whole blocks: nothing else may write meanwhile.
        Instant started{};
    };
    Progress progress{};
    std::uint32_t index = 0; ///< Unique among the requests of all exports; below BlockLayer's capacity.
};

/// Does what the requests of an export want.
class BlockBackend {
public:
    /// complete() follows, never from inside the call.
    virtual void start(BlockRequest &request, Instant now) = 0;

protected:
    ~BlockBackend() = default;
};

/// What an export must know of a unit.
struct ExportedUnit {
    UnitId id = 0;
    std::uint64_t lun = 0; ///< The eight bytes of the wire, big-endian.
    std::string name{};    ///< "lun0"
    std::uint64_t sizeBytes = 0;
    std::uint32_t blockSize = 512;
    bool readOnly = false;
    bool canPunch = false;        ///< WriteZeroes with mayUnmap is possible.
    bool forceUnitAccess = false; ///< A single write can be made durable.
};

/// Is told which units there are.
class UnitListener {
public:
    virtual ~UnitListener() = default;

    virtual void addDevice(const ExportedUnit &unit) = 0;
    /// Requests that are in work still complete; later ones fail.
    virtual void removeDevice(UnitId id) = 0;
    /// All but the id, the LUN and the block size may have changed.
    virtual void updateDevice(const ExportedUnit &unit) = 0;
};

/// Makes units appear as something that can be opened.
class BlockExport : public UnitListener {
public:
    /// \param error  errno, 0 = success
    virtual void complete(BlockRequest &request, int error) = 0;
};

} // namespace portolan::dataplane::worker
