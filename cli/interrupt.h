// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace portolan::cli {

/// SIGINT and SIGTERM as a Qt signal. The second one ends the process at once: somebody really wants out.
/// One object per process.
class Interrupt : public QObject {
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;
    [[nodiscard]] bool happened() const { return m_happened; }

signals:
    void interrupted();

private:
    QSocketNotifier m_notifier;
    bool m_happened = false;
};

} // namespace portolan::cli
