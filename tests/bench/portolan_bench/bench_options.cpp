// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/portolan_bench/bench_options.h"

#include <QCommandLineParser>
#include <QUrl>

#include <limits>

namespace portolan::bench {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &what) { return {ErrorCode::InvalidArgument, what.toStdString(), 0, 0}; }

/// iscsi://HOST[:PORT]/TARGET/LUN
Result<> takeUrl(BenchOptions &options, const QString &text)
{
    const QUrl url(text);
    const QStringList path = url.path().split(u'/', Qt::SkipEmptyParts);
    bool ok = false;
    options.lun = path.value(1).toUShort(&ok);
    if (!url.isValid() || url.scheme() != u"iscsi" || url.host().isEmpty() || path.size() != 2 || !ok)
        return fail(invalid(u"--url is iscsi://HOST[:PORT]/TARGET/LUN, not “%1”"_s.arg(text)));
    options.portal = {url.host().toStdString(), std::uint16_t(url.port(kDefaultPort))};
    options.targetName = path[0].toStdString();
    return {};
}

/// A number between the bounds.
template <typename Number>
Result<> take(Number &to, const QCommandLineParser &parser, const QString &name, qulonglong least, qulonglong most)
{
    if (!parser.isSet(name))
        return {};
    bool ok = false;
    const qulonglong value = parser.value(name).toULongLong(&ok);
    if (!ok || value < least || value > most)
        return fail(invalid(u"--%1 is a number from %2 to %3"_s.arg(name).arg(least).arg(most)));
    to = Number(value);
    return {};
}

Result<> takeWords(BenchOptions &options, const QCommandLineParser &parser)
{
    const QString operation = parser.value(u"op"_s), pattern = parser.value(u"pattern"_s);
    if (operation == u"write")
        options.operation = Operation::Write;
    else if (operation == u"mixed")
        options.operation = Operation::Mixed;
    else if (operation != u"read")
        return fail(invalid(u"--op is read, write or mixed"_s));
    if (pattern != u"rand" && pattern != u"seq")
        return fail(invalid(u"--pattern is rand or seq"_s));
    options.sequential = pattern == u"seq";
    using Kind = dataplane::worker::EventLoop::Kind;
    const QString loop = parser.value(u"event-loop"_s);
    if (loop != u"best" && loop != u"io_uring" && loop != u"epoll")
        return fail(invalid(u"--event-loop is best, io_uring or epoll"_s));
    if (loop != u"best")
        options.eventLoop = loop == u"epoll" ? Kind::Epoll : Kind::IoUring;
    return {};
}

} // namespace

Result<BenchOptions> BenchOptions::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Loads a target through Portolan's engine, as a library, and tells what that cost."_s);
    const QCommandLineOption help = parser.addHelpOption();
    parser.addOptions(
        {{u"url"_s, u"The unit."_s, u"iscsi://HOST[:PORT]/TARGET/LUN"_s},
         {u"op"_s, u"read, write, or mixed: 70 % reads."_s, u"OPERATION"_s, u"read"_s},
         {u"bs"_s, u"Bytes of a request."_s, u"BYTES"_s},
         {u"qd"_s, u"Requests under way."_s, u"N"_s},
         {u"luns"_s, u"Units that are used in turn, from that of the URL on."_s, u"N"_s},
         {u"connections"_s, u"Of the session, 1 to 8."_s, u"N"_s},
         {u"secs"_s, u"How long, after half a second that is not counted."_s, u"N"_s},
         {u"pattern"_s, u"rand or seq."_s, u"PATTERN"_s, u"rand"_s},
         {u"header-digest"_s, u"Require CRC32C of headers."_s},
         {u"data-digest"_s, u"Require CRC32C of data."_s},
         {u"event-loop"_s, u"best, io_uring or epoll."_s, u"NAME"_s, u"best"_s},
         {u"busy-poll"_s, u"Look so long for what comes next before sleeping, 0 to 1000."_s, u"MICROSECONDS"_s},
         {u"congestion"_s, u"TCP's congestion control, instead of the machine's choice."_s, u"NAME"_s},
         {u"seed"_s, u"Of the random places."_s, u"N"_s}});
    if (!parser.parse(arguments))
        return fail(invalid(parser.errorText()));
    if (parser.isSet(help))
        return fail(ErrorCode::NotFound, parser.helpText().toStdString());
    BenchOptions options;
    options.headerDigest = parser.isSet(u"header-digest"_s);
    options.dataDigest = parser.isSet(u"data-digest"_s);
    options.congestion = parser.value(u"congestion"_s).toStdString();
    std::uint32_t seconds = 5, busyPoll = 0;
    for (const auto &taken :
         {takeUrl(options, parser.value(u"url"_s)), takeWords(options, parser),
          take(options.blockBytes, parser, u"bs"_s, 512, 16U << 20), take(options.depth, parser, u"qd"_s, 1, 4096),
          take(options.luns, parser, u"luns"_s, 1, 256), take(options.connections, parser, u"connections"_s, 1, 8),
          take(busyPoll, parser, u"busy-poll"_s, 0, qulonglong(dataplane::worker::BusyPoll::kMost.count())),
          take(seconds, parser, u"secs"_s, 1, 86400),
          take(options.seed, parser, u"seed"_s, 0, std::numeric_limits<std::uint64_t>::max())}) {
        if (!taken)
            return fail(taken.error());
    }
    if (options.blockBytes % 512 != 0)
        return fail(invalid(u"--bs is a multiple of 512"_s));
    options.busyPoll = std::chrono::microseconds(busyPoll);
    options.duration = std::chrono::seconds(seconds);
    return options;
}

} // namespace portolan::bench
