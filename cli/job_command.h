// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/job_batch.h"

#include <memory>

namespace portolan::cli {

/// A command whose work is jobs of the service; Ctrl+C cancels them there.
class JobCommand : public Command {
public:
    bool interrupt() override
    {
        if (m_jobs)
            m_jobs->cancel();
        return m_jobs != nullptr;
    }

protected:
    void runJobs(Context *context, std::vector<JobBatch::Item> items, JobBatch::Done done)
    {
        m_jobs = std::make_unique<JobBatch>(context, this);
        m_jobs->run(std::move(items), std::move(done));
    }

private:
    std::unique_ptr<JobBatch> m_jobs;
};

} // namespace portolan::cli
