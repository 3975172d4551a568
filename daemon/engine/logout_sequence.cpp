// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/logout_sequence.h"

#include "common/log/log.h"
#include "daemon/engine/event_text.h"

#include <QPointer>

namespace portolan::engine {

namespace {

using namespace std::chrono_literals;

/// Of a busy machine with hundreds of disks.
constexpr auto kLookLimit = 30s;
/// Removing a block device writes back what is cached, which takes as long as the disk does; a disk that cannot be
/// reached must not hold it.
constexpr auto kBlockDeviceLimit = 60s, kBlockDeviceLimitUnreachable = 3s;
/// The target writes its cache.
constexpr auto kDevicesLimit = 60s;
constexpr auto kLogoutLimit = 10s;
constexpr auto kDetachLimit = 20s;

} // namespace

LogoutSequence::LogoutSequence(Config config, Phase phase, Done done, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_phase(std::move(phase))
    , m_done(std::move(done))
{
    enter(Step::Starting, 0ms, [this] { start(); });
}

LogoutSequence::~LogoutSequence() = default;

template <typename Handler>
auto LogoutSequence::inStep(Step step, Handler handler)
{
    return [self = QPointer<LogoutSequence>(this), step, handler](auto &&...arguments) {
        if (self && self->m_step == step)
            handler(std::forward<decltype(arguments)>(arguments)...);
    };
}

void LogoutSequence::enter(Step step, std::chrono::milliseconds limit, std::function<void()> late)
{
    m_step = step;
    m_timer = m_config.time->after(limit, std::move(late));
}

void LogoutSequence::start()
{
    if (m_config.force)
        return removeBlockDevices();
    m_phase(QStringLiteral("scanning"));
    enter(Step::LookingForUsers, kLookLimit, [this] {
        refuse({ErrorCode::TimedOut, "it could not be found out within 30 s who uses the disks", 0, 0}, {});
    });
    m_config.devices->lookForUsers(
        DeviceWatch::Patience::Some,
        inStep(Step::LookingForUsers, [this](DeviceWatch::Users users) { usersFound(std::move(users)); }));
}

void LogoutSequence::usersFound(DeviceWatch::Users users)
{
    if (users.empty())
        return removeBlockDevices();
    const std::string names = textOf(users).toStdString();
    refuse({ErrorCode::DeviceBusy, "the disk is in use: " + names, 0, 0}, std::move(users));
}

void LogoutSequence::removeBlockDevices()
{
    m_phase(QStringLiteral("settling"));
    enter(Step::RemovingBlockDevices, m_config.connected ? kBlockDeviceLimit : kBlockDeviceLimitUnreachable,
          [this] { blockDevicesRemoved(fail(ErrorCode::TimedOut, "a block device could not be removed in time")); });
    m_config.devices->removeBlockDevices(
        inStep(Step::RemovingBlockDevices, [this](const Result<> &result) { blockDevicesRemoved(result); }));
}

void LogoutSequence::blockDevicesRemoved(const Result<> &result)
{
    // A block device over a session that cannot be reached may wait for it: the end of the session ends that wait.
    if (!result && !m_config.force && (m_config.connected || result.error().code == ErrorCode::DeviceBusy))
        return refuse(result.error(), {});
    if (!result)
        qCWarning(log::session, "logout goes on with a block device left: %s", result.error().message.c_str());
    removeDevices();
}

void LogoutSequence::removeDevices()
{
    if (!m_config.connected) // they go with the session, and nothing of theirs can be written any more
        return askTarget();
    enter(Step::RemovingDevices, kDevicesLimit, [this] {
        qCWarning(log::session, "logout goes on although the disks are not gone after 60 s");
        askTarget();
    });
    m_config.plane->removeDevices(m_config.handle, inStep(Step::RemovingDevices, [this](const Result<> &result) {
                                      if (!result)
                                          qCWarning(log::session, "logout goes on with disks left: %s",
                                                    result.error().message.c_str());
                                      askTarget();
                                  }));
}

void LogoutSequence::askTarget()
{
    m_phase(QStringLiteral("waiting"));
    if (!m_config.connected)
        return detach();
    enter(Step::AskingTarget, kLogoutLimit, [this] { detach(); });
    m_config.plane->logout(m_config.handle, inStep(Step::AskingTarget, [this](const Result<> &result) {
                               if (!result)
                                   qCInfo(log::session, "the target did not answer the logout: %s",
                                          result.error().message.c_str());
                               detach();
                           }));
}

void LogoutSequence::detach()
{
    enter(Step::Detaching, kDetachLimit, [this] {
        finish(
            {{Error{ErrorCode::TimedOut, "the data plane did not confirm within 20 s that the session has ended", 0, 0},
              {},
              {}},
             true});
    });
    m_config.plane->detach(m_config.handle, inStep(Step::Detaching, [this](const Result<> &result) {
                               End end{{}, true};
                               if (!result)
                                   end.end.error = result.error();
                               finish(std::move(end));
                           }));
}

bool LogoutSequence::cancel()
{
    if (m_step == Step::RemovingDevices || m_step == Step::AskingTarget || m_step == Step::Detaching)
        return false;
    m_timer.reset();
    m_step = Step::Ended;
    m_config.devices->putBlockDevicesBack();
    return true;
}

void LogoutSequence::refuse(Error error, DeviceWatch::Users blockers)
{
    m_config.devices->putBlockDevicesBack();
    finish({{std::move(error), std::move(blockers), {}}, false});
}

void LogoutSequence::finish(End end)
{
    m_step = Step::Ended;
    m_timer.reset();
    const auto done = std::move(m_done);
    done(std::move(end));
}

} // namespace portolan::engine
