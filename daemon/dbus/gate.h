// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/action_table.h"
#include "daemon/dbus/authorizer.h"
#include "daemon/dbus/call.h"

#include <QHash>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace portolan::dbus {

class CallerLookup;
class ExportedObject;

/// What a method tells the gate about itself.
struct Request {
    StringMap details{}; ///< Replaces those of the object.
    bool force = false;  ///< The option `force` is set.
};

/// The one way from the bus into a method: looks up the action, asks who the caller is, asks the authorizer, and only
/// then lets the method run; otherwise refuses. A method without a row in the table never runs.
class Gate : public QObject {
    Q_OBJECT

public:
    using Handler = std::function<void(const Call &)>;

    /// How many calls of one caller may wait for an authorization.
    static constexpr int kWaitingPerCaller = 32;

    Gate(std::span<const ActionRow> table, CallerLookup *callers, Authorizer *authorizer, QObject *parent = nullptr);

    /// \param object   gone from the bus when the answer comes: the call ends in NotFound
    /// \param handler  may use the object freely
    void admit(Call call, Request request, ExportedObject *object, Handler handler);

    /// "login" -> "yes", "auth" or "no" for the caller.
    void permissions(const Call &call, std::function<void(const Result<StringMap> &)> done);

private:
    struct Waiting;
    void identified(const std::shared_ptr<Waiting> &waiting, const Result<Uid> &uid);
    void decided(const std::shared_ptr<Waiting> &waiting, Authorizer::Verdict verdict);
    void run(const std::shared_ptr<Waiting> &waiting);

    const std::span<const ActionRow> m_table;
    CallerLookup *const m_callers;
    Authorizer *const m_authorizer;
    QHash<QString, int> m_waiting; ///< By caller.
};

} // namespace portolan::dbus
