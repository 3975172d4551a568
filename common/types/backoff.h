// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace portolan {

/// Whether something that may fail is worth trying: after each failure in a row twice as many chances are let go.
class Backoff {
public:
    /// For each chance. If it says yes, then succeeded() or failed().
    [[nodiscard]] bool worthTrying()
    {
        if (m_left == 0)
            return true;
        --m_left;
        return false;
    }
    void succeeded() { m_pause = 0; }
    void failed() { m_left = m_pause = std::clamp(2 * m_pause, 1U, kLongest); }

private:
    static constexpr unsigned kLongest = 1024; ///< One in a thousand costs nothing.

    unsigned m_pause = 0; ///< After the last failure
    unsigned m_left = 0;  ///< Of it
};

} // namespace portolan
