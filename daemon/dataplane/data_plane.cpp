// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/data_plane.h"

#include <algorithm>
#include <functional>

namespace portolan::dataplane {

namespace {

void addHistogram(LatencyHistogram &sum, const LatencyHistogram &part)
{
    std::ranges::transform(sum, part, sum.begin(), std::plus<>());
}

} // namespace

void addCumulative(Counters &sum, const Counters &part)
{
    sum.readBytes += part.readBytes;
    sum.writtenBytes += part.writtenBytes;
    sum.readOps += part.readOps;
    sum.writeOps += part.writeOps;
    sum.otherOps += part.otherOps;
    sum.readLatencyUs += part.readLatencyUs;
    sum.writeLatencyUs += part.writeLatencyUs;
    addHistogram(sum.readHistogram, part.readHistogram);
    addHistogram(sum.writeHistogram, part.writeHistogram);
    sum.errors += part.errors;
    sum.digestErrors += part.digestErrors;
    sum.timeouts += part.timeouts;
    sum.r2ts += part.r2ts;
    sum.asyncMessages += part.asyncMessages;
    sum.bytesSent += part.bytesSent;
    sum.bytesReceived += part.bytesReceived;
}

} // namespace portolan::dataplane
