// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/export/block_export.h"

#include <vector>

namespace portolan::dataplane::worker {

/// Tells several exports of the same units.
class ExportList final : public UnitListener {
public:
    /// \param exports  outlive this
    explicit ExportList(std::vector<UnitListener *> exports)
        : m_exports(std::move(exports))
    {}

    void addDevice(const ExportedUnit &unit) override
    {
        for (UnitListener *each : m_exports)
            each->addDevice(unit);
    }
    void removeDevice(UnitId id) override
    {
        for (UnitListener *each : m_exports)
            each->removeDevice(id);
    }
    void updateDevice(const ExportedUnit &unit) override
    {
        for (UnitListener *each : m_exports)
            each->updateDevice(unit);
    }

private:
    const std::vector<UnitListener *> m_exports;
};

} // namespace portolan::dataplane::worker
