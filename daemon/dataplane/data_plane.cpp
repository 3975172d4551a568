// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/data_plane.h"

#include <QTimer>

#include <algorithm>
#include <functional>

namespace portolan::dataplane {

namespace {

void addHistogram(LatencyHistogram &sum, const LatencyHistogram &part)
{
    std::ranges::transform(sum, part, sum.begin(), std::plus<>());
}

tl::unexpected<Error> noForeignSession(SessionHandle handle)
{
    return fail(ErrorCode::NotFound, "no other program has a session " + std::to_string(handle.value));
}

} // namespace

Error stillLookedAfter(const QString &program)
{
    return {ErrorCode::ForeignSession,
            program.toStdString() + " runs and looks after this session; end it first, its sessions stay (iscsid: "
                                    "iscsiadm -k 0)",
            0, 0};
}

void DataPlane::readForeignAccounts(SessionHandle handle, Accounts done)
{
    QTimer::singleShot(0, this, [handle, done = std::move(done)] { done(noForeignSession(handle)); });
}

void DataPlane::serve(SessionHandle /*handle*/, std::uint64_t /*lun*/, const QString &device, UniqueFd /*socket*/,
                      Done done)
{
    QTimer::singleShot(0, this, [device, done = std::move(done)] {
        done(fail(ErrorCode::NotSupported, "this data plane serves no " + device.toStdString()));
    });
}

void DataPlane::takeOver(SessionHandle handle, QByteArray /*description*/, TakenOver done)
{
    QTimer::singleShot(0, this, [handle, done = std::move(done)] { done(noForeignSession(handle)); });
}

Result<std::uint32_t> DataPlane::commandNumber(SessionHandle /*handle*/) const
{
    return fail(ErrorCode::NotSupported, "a session has one connection here");
}

void DataPlane::addConnection(SessionHandle /*handle*/, LoggedInConnection /*connection*/, Done done)
{
    QTimer::singleShot(0, this, [done = std::move(done)] {
        done(fail(ErrorCode::NotSupported, "a session has one connection here"));
    });
}

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
