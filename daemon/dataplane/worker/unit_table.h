// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/ipc/counters_page.h"
#include "daemon/dataplane/ipc/messages.h"
#include "daemon/dataplane/worker/block_layer.h"
#include "daemon/dataplane/worker/lun_scanner.h"

#include <map>

namespace portolan::dataplane::worker {

/// The units of the session as they stand after the last scan, and which of them are exported.
class UnitTable {
public:
    UnitTable(BlockLayer &blocks, UnitListener &listener, ipc::CountersWriter &counters)
        : m_blocks(blocks)
        , m_listener(listener)
        , m_counters(counters)
    {}

    /// Exports what is new, updates what changed, removes what is gone. A unit that only did not answer stays as it
    /// was. An incomplete scan removes nothing.
    void apply(const LunScanner::Scan &scan);
    [[nodiscard]] std::vector<ipc::DeviceInfo> devices() const;
    /// Some unit may become usable by itself: worth another look later.
    [[nodiscard]] bool hasTransientProblem() const;

private:
    struct Entry {
        LogicalUnit unit{};
        UnitId id = 0; ///< 0: not exported
        std::string fileName{};
    };

    void applyUnit(const LogicalUnit &found);
    void exportUnit(Entry &entry);
    void withdraw(Entry &entry);
    [[nodiscard]] std::string freeName(protocol::Lun lun) const;
    [[nodiscard]] static ExportedUnit describe(const Entry &entry);

    BlockLayer &m_blocks;
    UnitListener &m_listener;
    ipc::CountersWriter &m_counters;
    std::map<protocol::Lun, Entry> m_entries;
    UnitId m_lastId = 0;
};

} // namespace portolan::dataplane::worker
