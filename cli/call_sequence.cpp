// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/call_sequence.h"

namespace portolan::cli {

void CallSequence::run(std::vector<Step> steps)
{
    m_steps = std::move(steps);
    next();
}

void CallSequence::next()
{
    while (m_outcomes.size() < m_steps.size()) {
        Step &step = m_steps[m_outcomes.size()];
        if (m_call < step.calls.size()) {
            step.calls[m_call++](this, [this](const Result<> &result) {
                if (!result) {
                    Step &failed = m_steps[m_outcomes.size()];
                    failed.outcome.error = result.error();
                    m_call = failed.calls.size();
                }
                next();
            });
            return;
        }
        m_outcomes.push_back(step.outcome);
        m_call = 0;
    }
    reportOutcomes(*m_context, m_outcomes);
}

} // namespace portolan::cli
