// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/session_controller.h"

#include <algorithm>
#include <map>
#include <memory>

/// A clock that a test turns, a data plane, a login and block devices that do what a test says. None of them answers
/// from inside a call, and none of them sleeps.
namespace portolan::engine::testing {

using namespace std::chrono_literals;

class FakeTime : public TimeSource {
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] QDateTime wallTime() const override
    {
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(m_now - Instant{});
        return QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC).addMSecs(passed.count());
    }
    [[nodiscard]] std::chrono::nanoseconds asleep() const override { return slept; }
    [[nodiscard]] std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> run) override
    {
        const auto key = std::make_pair(m_now + delay, m_next++);
        (*m_due)[key] = std::move(run);
        return std::make_unique<Pending>(m_due, key);
    }

    /// Turns the clock on, and runs what is due, in order.
    void advance(std::chrono::milliseconds by)
    {
        const auto end = m_now + by;
        while (!m_due->empty() && m_due->begin()->first.first <= end) {
            const auto entry = m_due->extract(m_due->begin());
            m_now = std::max(m_now, entry.key().first);
            entry.mapped()();
        }
        m_now = end;
    }
    void settle() { advance(0ms); }
    [[nodiscard]] std::size_t pending() const { return m_due->size(); }

    std::chrono::nanoseconds slept{0}; ///< What asleep() says.

private:
    using Due = std::map<std::pair<Instant, int>, std::function<void()>>;
    class Pending : public Timer {
    public:
        Pending(std::shared_ptr<Due> due, Due::key_type key)
            : m_due(std::move(due))
            , m_key(key)
        {}
        ~Pending() override { m_due->erase(m_key); }

    private:
        std::shared_ptr<Due> m_due;
        Due::key_type m_key;
    };

    Instant m_now{};
    int m_next = 0;
    std::shared_ptr<Due> m_due = std::make_shared<Due>();
};

class FakePlane : public dataplane::DataPlane {
public:
    [[nodiscard]] QString name() const override { return QStringLiteral("user"); }
    void adoptRunning(Adopted done) override { adopted = std::move(done); }
    void attach(dataplane::LoggedInConnection, dataplane::Timeouts timeouts, QByteArray text, Attached done) override
    {
        calls << QStringLiteral("attach");
        lastTimeouts = timeouts;
        description = std::move(text);
        attached = std::move(done);
    }
    void prepareReattach(dataplane::SessionHandle, CommandNumber done) override
    {
        if (!countsOn)
            return done(std::nullopt);
        calls << QStringLiteral("prepareReattach");
        prepared = std::move(done);
    }
    void reattach(dataplane::SessionHandle, dataplane::LoggedInConnection, QByteArray text, Done done) override
    {
        calls << QStringLiteral("reattach");
        description = std::move(text);
        reattached = std::move(done);
    }
    [[nodiscard]] std::uint32_t maxConnections() const override { return most; }
    [[nodiscard]] Result<std::uint32_t> commandNumber(dataplane::SessionHandle) const override { return 4711U; }
    void addConnection(dataplane::SessionHandle, dataplane::LoggedInConnection connection, Done done) override
    {
        calls << QStringLiteral("addConnection %1").arg(connection.cid);
        added = std::move(done);
    }
    void suspend(dataplane::SessionHandle) override { calls << QStringLiteral("suspend"); }
    void removeDevices(dataplane::SessionHandle, Done done) override
    {
        if (!removesDevices)
            return done({});
        calls << QStringLiteral("removeDevices");
        devicesRemoved = std::move(done);
    }
    void logout(dataplane::SessionHandle, Done done) override
    {
        calls << QStringLiteral("logout");
        loggedOut = std::move(done);
    }
    void detach(dataplane::SessionHandle handle, Done done) override
    {
        calls << QStringLiteral("detach %1").arg(handle.value);
        detached = std::move(done);
    }
    void renegotiate(dataplane::SessionHandle) override { calls << QStringLiteral("renegotiate"); }
    void setTimeouts(dataplane::SessionHandle, dataplane::Timeouts timeouts) override
    {
        calls << QStringLiteral("setTimeouts");
        lastTimeouts = timeouts;
    }
    void rescan(dataplane::SessionHandle, Done done) override
    {
        calls << QStringLiteral("rescan");
        rescanned = std::move(done);
    }
    void serve(dataplane::SessionHandle, std::uint64_t lun, const QString &device, UniqueFd socket, Done done) override
    {
        calls << QStringLiteral("serve %1 as %2%3").arg(lun).arg(device, socket ? QString() : QStringLiteral(" badly"));
        served = std::move(done);
    }
    [[nodiscard]] std::vector<dataplane::ForeignSession> foreignSessions() const override { return foreign; }
    void showForeign(std::vector<dataplane::ForeignSession> now)
    {
        foreign = std::move(now);
        emit foreignSessionsChanged();
    }
    [[nodiscard]] Result<dataplane::Counters> counters(dataplane::SessionHandle) const override { return current; }
    [[nodiscard]] Result<dataplane::Counters> lunCounters(dataplane::SessionHandle, std::uint64_t) const override
    {
        return current;
    }

    std::uint32_t most = 8; ///< Connections of a session
    Done added;
    bool countsOn = false, removesDevices = false; ///< As the kernel does.
    CommandNumber prepared;
    Done devicesRemoved, served;
    std::vector<dataplane::ForeignSession> foreign;
    QStringList calls;
    QByteArray description;
    dataplane::Timeouts lastTimeouts;
    Result<dataplane::Counters> current = dataplane::Counters{};
    Adopted adopted;
    Attached attached;
    Done reattached, loggedOut, detached, rescanned;
};

/// The logins that were begun; each ends when the test says so, or is cancelled by its owner.
class FakeLogins {
public:
    struct Login {
        net::LoginAttempt::Request request;
        net::Phase phase;
        net::LoginAttempt::Done done;
        TimeSource::Instant began;
        bool cancelled = false;
    };

    [[nodiscard]] StartLogin starter(TimeSource *time)
    {
        return [this, time](net::LoginAttempt::Request request, net::Phase phase, net::LoginAttempt::Done done) {
            auto login =
                std::make_shared<Login>(Login{std::move(request), std::move(phase), std::move(done), time->now()});
            all.push_back(login);
            auto token = std::make_unique<QObject>();
            QObject::connect(token.get(), &QObject::destroyed, token.get(), [login] { login->cancelled = true; });
            return token;
        };
    }

    [[nodiscard]] Login &last() { return *all.back(); }
    /// Whether the last one still goes on.
    [[nodiscard]] bool running() const { return !all.empty() && !all.back()->cancelled; }

    void succeed(const Portal &at = {"192.0.2.1", 3260})
    {
        net::LoginAttempt::LoggedIn login;
        login.outcome.tsih = 7;
        login.outcome.parameters.defaultTime2Wait = time2Wait;
        login.outcome.parameters.maxConnections = maxConnections;
        login.outcome.targetAlias = "disk shelf";
        login.portal = at;
        login.localAddress = "192.0.2.9:40000";
        login.redirected = at != last().request.portal;
        const auto done = std::move(last().done);
        done({std::move(login), true, false});
    }
    void fail(ErrorCode code, std::uint16_t status = 0, bool secretTested = false)
    {
        const auto done = std::move(last().done);
        done({portolan::fail(Error{code, "as the test wants it", status, 0}), secretTested, false});
    }

    std::vector<std::shared_ptr<Login>> all;
    std::uint32_t time2Wait = 0;      ///< Seconds, negotiated by the logins to come.
    std::uint32_t maxConnections = 1; ///< Likewise.
};

/// Block devices and users of disks.
struct FakeDevices {
    [[nodiscard]] DeviceTools tools()
    {
        DeviceTools tools;
        using devices::DeviceSpec;
        tools.attach = [this](const DeviceSpec &spec, const QString &waiting, QObject *,
                              std::function<void(Result<devices::NewDevice>)> done) {
            asked = spec;
            calls << QStringLiteral("attach ") + spec.file +
                         (waiting.isEmpty() ? QString() : QStringLiteral(" to ") + waiting);
            attachDone = std::move(done);
        };
        tools.start = [](const QString &, QObject *, const DeviceTools::Done &done) { done({}); };
        tools.find = [this](const DeviceSpec &spec) -> Result<QString> {
            if (standing.contains(spec.file))
                return standing[spec.file];
            return fail(ErrorCode::NotFound, "none");
        };
        tools.detach = [this](const QString &device, const DeviceSpec &spec, QObject *, DeviceTools::Done done) {
            calls << QStringLiteral("detach %1 from %2").arg(device, spec.file);
            detachDone = std::move(done);
        };
        tools.abandon = [this](const QString &device, const DeviceSpec &, QObject *, const DeviceTools::Done &) {
            calls << QStringLiteral("abandon ") + device;
        };
        tools.resize = [this](const QString &device, const DeviceSpec &, QObject *, const DeviceTools::Done &) {
            calls << QStringLiteral("resize ") + device;
        };
        tools.findUsers = [this](QStringList paths, std::vector<qint64>, QObject *,
                                 std::function<void(std::vector<devices::DeviceUser>)> done) {
            calls << QStringLiteral("users ") + paths.join(QLatin1Char(','));
            usersDone = std::move(done);
        };
        return tools;
    }

    QStringList calls;
    devices::DeviceSpec asked; ///< Of the last one that was attached.
    std::map<QString, QString> standing;
    void loopDone(const Result<QString> &device) const
    {
        attachDone(device ? Result<devices::NewDevice>(devices::NewDevice{*device}) : fail(device.error()));
    }

    std::function<void(Result<devices::NewDevice>)> attachDone;
    std::function<void(Result<>)> detachDone;
    std::function<void(std::vector<devices::DeviceUser>)> usersDone;
};

inline store::NodeRecord recordOf(NodeId id, store::Startup startup = store::Startup::Manual)
{
    store::NodeRecord record;
    record.id = id;
    record.targetName = QStringLiteral("iqn.2001-04.com.example:disk%1").arg(id);
    record.portal = {"192.0.2.1", 3260};
    record.settings.startup = startup;
    record.isid = {std::byte{0x80}, std::byte{1}, std::byte{2}, std::byte{3}, std::byte{0}, std::byte(id)};
    return record;
}

inline dataplane::Device deviceOf(std::uint64_t lun, quint64 size = 1 << 20)
{
    dataplane::Device device;
    device.lun = lun << 48;
    device.exportKind = dataplane::ExportKind::FuseFile;
    device.path = QStringLiteral("/run/portolan/s1/lun%1").arg(lun);
    device.sizeBytes = size;
    return device;
}

/// How an operation came out: "-" while it goes on, "ok", or the name of the error.
struct Outcome {
    QString end = QStringLiteral("-");
    QStringList phases;
    OperationEnd details;
    int times = 0;

    [[nodiscard]] Operation operation()
    {
        return {[this](const QString &phase) { phases << phase; },
                [this](OperationEnd how) {
                    ++times;
                    const auto name = how.error ? nameOf(how.error->code) : std::string_view("ok");
                    end = QString::fromLatin1(name.data(), qsizetype(name.size()));
                    details = std::move(how);
                }};
    }
};

/// A world for controllers.
struct World {
    explicit World(bool loopDevices = false)
    {
        environment.time = &time;
        environment.startLogin = logins.starter(&time);
        environment.prepareLogin = [this](const store::NodeRecord &record,
                                          bool md5Only) -> Result<net::LoginAttempt::Request> {
            if (prepareError)
                return fail(*prepareError);
            net::LoginAttempt::Request request{record.portal, {}};
            request.login.isid = record.isid;
            if (md5Only)
                request.login.algorithms = {protocol::ChapAlgorithm::Md5};
            return request;
        };
        environment.dataPlane = [this](const QString &setting) {
            return setting == QLatin1String("kernel") ? nullptr : &plane;
        };
        environment.random = [this] { return random; };
        environment.nextNumber = [this] { return ++numbers; };
        environment.storeLoginResult = [this](NodeId, const QString &, const QString &error, store::ChapUse used) {
            stored << error;
            secretUsed = used;
        };
        environment.events = [this](Event event) { events.push_back(std::move(event)); };
        environment.devices = devices.tools();
        environment.blockDevices = loopDevices;
    }

    [[nodiscard]] QStringList codes() const
    {
        QStringList all;
        for (const Event &event : events)
            all << event.code;
        return all;
    }
    [[nodiscard]] qsizetype count(const QString &code) const { return codes().count(code); }
    [[nodiscard]] Event lastEvent(const QString &code) const
    {
        const auto found =
            std::find_if(events.rbegin(), events.rend(), [&](const Event &event) { return event.code == code; });
        return found == events.rend() ? Event{} : *found;
    }

    FakeTime time;
    FakeLogins logins;
    FakePlane plane;
    FakeDevices devices;
    std::vector<Event> events;
    QStringList stored;
    store::ChapUse secretUsed = store::ChapUse::None; ///< Of the last login.
    std::optional<Error> prepareError;
    SessionNumber numbers = 0;
    double random = 0.0;
    ControllerEnvironment environment;
};

/// One node that is online, with one LUN.
inline void bringOnline(World &world, SessionController &node, dataplane::SessionHandle handle = {1})
{
    Outcome login;
    node.login(login.operation());
    world.logins.succeed();
    world.plane.attached(handle);
    node.handleDevices({deviceOf(0)});
}

inline devices::DeviceUser mountedAt(const QString &path)
{
    devices::DeviceUser user;
    user.kind = devices::UserKind::Mount;
    user.device = QStringLiteral("/dev/loop7");
    user.path = path;
    return user;
}

} // namespace portolan::engine::testing
