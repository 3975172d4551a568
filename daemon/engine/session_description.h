// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"

#include <QByteArray>

namespace portolan::engine {

/// What a running session carries with it through the data plane, so that the next daemon knows it again. JSON; read
/// back with suspicion, because another version or another program may have written it. Holds no secret.
struct SessionDescription {
    NodeId node = 0;
    SessionInfo info; ///< Without number and state.

    [[nodiscard]] QByteArray toJson() const;
    static Result<SessionDescription> fromJson(const QByteArray &json);
};

} // namespace portolan::engine
