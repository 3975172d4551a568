// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/report.h"

#include <QObject>

#include <functional>
#include <vector>

namespace portolan::cli {

/// Short calls one after another, each with its outcome; the next begins whatever became of the one before. Deletes
/// itself with its parent.
class CallSequence : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(Result<>)>;
    /// Calls of one outcome: the first that fails ends them.
    struct Step {
        Outcome outcome; ///< As it is when all goes well.
        std::vector<std::function<void(QObject *context, Answer answer)>> calls;
    };

    CallSequence(Context *context, QObject *parent)
        : QObject(parent)
        , m_context(context)
    {}

    /// Ends the command with the report of all steps.
    void run(std::vector<Step> steps);

private:
    void next();

    Context *m_context;
    std::vector<Step> m_steps;
    std::vector<Outcome> m_outcomes;
    std::size_t m_call = 0;
};

} // namespace portolan::cli
