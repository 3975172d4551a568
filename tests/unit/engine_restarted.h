// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/session_registry.h"
#include "engine_fakes.h"

namespace portolan::engine::testing {

/// A store that knows some nodes, and what is in charge of them.
struct Restarted {
    explicit Restarted(std::vector<store::NodeRecord> known)
        : records(std::move(known))
    {}
    void begin()
    {
        registry.adoptRunning([this] { ++adopted; });
    }

    World world;
    std::vector<store::NodeRecord> records;
    int adopted = 0;
    SessionRegistry registry{world.environment,
                             {&world.plane},
                             [this](NodeId id) -> Result<store::NodeRecord> {
                                 for (const auto &record : records) {
                                     if (record.id == id)
                                         return record;
                                 }
                                 return fail(ErrorCode::NotFound, "no such node");
                             },
                             [this] { return records; }};
};

} // namespace portolan::engine::testing
