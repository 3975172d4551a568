// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/udisks/udisks_client.h"

#include <QTimer>

namespace portolan::gui {

/// What a person decided about a disk.
struct MountPlan {
    udisks::Disk disk; ///< As it was when they decided: the whole disk to format, otherwise what is to be mounted.
    bool format = false;
    QString type, label; ///< When it is formatted.
    QString typed;       ///< The name of the disk, if it is not empty.
    QString folder;      ///< For every start; empty: only now, where UDisks2 chooses.
    friend bool operator==(const MountPlan &, const MountPlan &) = default;
};

/// The lines of /etc/fstab for what formatting erases, also on its partitions: they would name what is no more.
[[nodiscard]] std::vector<udisks::FstabEntry> entriesErasedWith(const udisks::UDisksClient &udisks,
                                                                const udisks::Disk &disk);

/// Carries a plan out, step by step: file system, lines in /etc/fstab, mount. A step that went well is not undone when
/// a later one fails: trying again goes on from there.
class MountRun : public QObject {
    Q_OBJECT

public:
    enum class Step { Formatting, Entry, Mounting };

    explicit MountRun(udisks::UDisksClient &udisks, QObject *parent = nullptr);

    void start(const MountPlan &plan);
    void cancel(); ///< Ends what can be ended; failed() follows, or finished() where it was too late.
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] bool cancelled() const { return m_cancelled; }
    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] double progress() const; ///< Of the step, 0 to 1; negative: unknown.

signals:
    void changed();
    void finished(const QString &folder);
    void failed(const portolan::udisks::Failure &failure);

private:
    void enter(Step step);
    void followUDisks();
    void format();
    void awaitFileSystem();
    void removeOldEntries();
    void addEntry();
    void mount();
    void end(const udisks::Failure &failure);

    udisks::UDisksClient &m_udisks;
    MountPlan m_plan;
    std::vector<udisks::FstabEntry> m_oldEntries, m_removed; ///< Of what was on it: still to be removed, and gone.
    QTimer m_patience;                                       ///< Until UDisks2 shows the file system that it made.
    Step m_step = Step::Formatting;
    bool m_running = false, m_cancelled = false, m_awaiting = false;
    QString m_cancelledJob;
};

} // namespace portolan::gui
