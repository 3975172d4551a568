// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/udisks/growth.h"
#include "gui/udisks/object_mirror.h"

namespace portolan::udisks {

/// What UDisks2 knows of disks, and what it does with them when a person asks for it: file systems, mounts, lines of
/// /etc/fstab. Nothing blocks. UDisks2 asks polkit, which may show a password dialog; a call that needs one, or makes
/// a file system, may take as long as it takes.
///
/// Callbacks never run from inside the call, and not after `context` or this object is gone.
class UDisksClient : public QObject {
    Q_OBJECT

public:
    template <typename T = void>
    using Done = std::function<void(const Outcome<T> &)>;

    /// What comes before a password dialog of UDisks2: `then` is told at once or later whether to go on to that.
    using BeforePassword = std::function<void(QObject *context, std::function<void(const Outcome<> &)> then)>;

    /// \param bus  the system bus, or a bus of a test
    explicit UDisksClient(const QDBusConnection &bus, QObject *parent = nullptr);
    void setBeforePassword(BeforePassword before) { m_beforePassword = std::move(before); }

    void start(); ///< changed() follows. Harmless when repeated: tries again after a failure.
    [[nodiscard]] bool available() const { return m_mirror.isFilled(); }
    /// Why it is not available; nothing while it is, or before that is known.
    [[nodiscard]] const std::optional<Failure> &failure() const { return m_failure; }

    /// \param device  as "/dev/sdb": one of its names, or at least the same device number
    [[nodiscard]] std::optional<Disk> disk(const QString &device) const;
    [[nodiscard]] std::optional<Disk> diskOf(const QString &object) const;
    [[nodiscard]] std::vector<Disk> partitionsOf(const Disk &disk) const; ///< In their order on the disk.
    /// Itself, or those of its partitions, that have a file system.
    [[nodiscard]] std::vector<Disk> fileSystemsOn(const Disk &disk) const;
    /// What can be mounted of it: itself, or its only partition with a file system.
    [[nodiscard]] std::optional<Disk> mountable(const Disk &disk) const;
    /// Those of offeredFileSystems() that this computer can make on a disk of this size.
    [[nodiscard]] QStringList fileSystemsFor(quint64 sizeBytes) const;

    [[nodiscard]] bool knowsFileSystems() const { return available() && m_questions == 0; } ///< That list is whole.

    /// Makes a file system on the whole disk; its top folder becomes the caller's. Looks at the disk once more before:
    /// \param typed  what the person typed as the name of the disk: needed unless it is empty
    void format(const QString &object, const QString &type, const QString &label, const QString &typed,
                QObject *context, Done<> done);
    /// Where /etc/fstab says, otherwise in a folder that UDisks2 chooses. \return the folder
    void mount(const QString &object, QObject *context, Done<QString> done);
    void unmount(const QString &object, QObject *context, Done<> done);
    void addEntry(const QString &object, const FstabEntry &entry, QObject *context, Done<> done);
    void removeEntry(const QString &object, const FstabEntry &entry, QObject *context, Done<> done);

    [[nodiscard]] GrowthTools growthTools(const QString &type) const; ///< Nothing before that is known.
    /// Checks a file system that is not mounted and mends what can be mended without a question. \return it is good
    void repair(const QString &object, QObject *context, Done<bool> done);
    void growToTheEnd(const QString &object, QObject *context, Done<> done);

    /// What UDisks2 does with a disk right now.
    struct Job {
        QString object, operation; ///< "format-mkfs", "filesystem-mount"
        double progress = -1;      ///< 0 to 1; negative: unknown
        bool cancelable = false;
    };
    [[nodiscard]] std::optional<Job> jobOf(const QString &object) const;
    /// Ends what runs; the call that started it ends in Cancelled or Failed.
    void cancel(const Job &job);

signals:
    void changed(); ///< Anything of the above.

private:
    using Handler = std::function<void(const Outcome<QDBusMessage> &)>;
    void call(const QString &object, const QString &interface, const QString &method, const QVariantList &arguments,
              QObject *context, Handler handler);
    /// For what UDisks2 may ask a password for. The last argument is the options.
    void ask(const QString &object, const QString &interface, const QString &method, const QVariantList &arguments,
             QObject *context, const Handler &handler);
    void callBlock(const QString &object, const QString &method, const QVariantList &arguments, QObject *context,
                   Done<> done);
    void askWhatCanBeMade();
    void askWhatCanGrow(const QString &type);
    void makeFileSystem(const QString &object, const QString &type, const QString &label, QObject *context,
                        Done<> done);
    [[nodiscard]] Outcome<> mayFormat(const QString &object, const QString &device, const QString &typed) const;

    QDBusConnection m_bus;
    BeforePassword m_beforePassword;
    ObjectMirror m_mirror;
    std::optional<Failure> m_failure;
    QStringList m_canMake;
    QMap<QString, GrowthTools> m_canGrow; ///< By type.
    int m_questions = 0;                  ///< About file systems, without an answer so far.
};

} // namespace portolan::udisks
