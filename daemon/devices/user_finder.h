// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/device_users.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace portolan::devices {

/// findUsers() for many disks: what is asked in one turn of the event loop, or while a look is in work, shares one look
/// at the machine.
class UserFinder : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(std::vector<DeviceUser>)>;
    using QObject::QObject;

    /// As findUsers().
    void find(QStringList paths, std::vector<qint64> exclude, QObject *context, Done done);

private:
    struct Question {
        QStringList paths;
        std::vector<qint64> exclude;
        QPointer<QObject> context;
        Done done;
    };
    using Answers = std::vector<std::vector<DeviceUser>>;

    void look();
    void looked(const std::vector<Question> &questions, Answers answers);

    std::vector<Question> m_questions;
    bool m_looking = false; ///< Or about to.
};

} // namespace portolan::devices
