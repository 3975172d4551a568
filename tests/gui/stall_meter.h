// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace portolan::test {

/// The longest time for which the main thread did not look for new input, in phases of a test. Of the thread's own
/// processor time, so that a busy machine does not lie; by the clock beside it.
///
/// A stretch is what happens between two looks of the event loop: all events that had been posted, or all timers that
/// were due. It is what a person waits for, and more than any single event takes.
class StallMeter : public QObject {
    Q_OBJECT

public:
    struct Phase {
        QString name;
        double cpuMs = 0;  ///< The longest stretch.
        double wallMs = 0; ///< The longest stretch by the clock, without waiting for input.
        double sumMs = 0;  ///< Processor time of the main thread in all.
        double lastsMs = 0;
    };

    StallMeter();

    /// What is measured from now on.
    void begin(const QString &name);
    /// Something that a test does from outside the event loop counts as a stretch of its own.
    void act(const std::function<void()> &action);
    /// Runs an event loop as the program does. \return false if it did not happen in that time
    [[nodiscard]] bool until(const std::function<bool()> &happened, int timeoutMs = 60'000);
    void rest(int milliseconds);

    [[nodiscard]] const std::vector<Phase> &phases() const { return m_phases; }
    [[nodiscard]] QString table() const;

private:
    void look(bool waits);
    void mark();

    std::vector<Phase> m_phases;
    double m_cpu = 0, m_wall = 0, m_began = 0;
    bool m_waited = false;
};

} // namespace portolan::test
