// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"
#include "gui/wizards/mount_run.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace portolan::gui {

/// The disk that a page is about, as the rest of the program knows it.
struct MountSubject {
    QString device;               ///< "/dev/sdb"
    QString title;                ///< Of its target.
    QString facts;                ///< "2 TiB · LIO-ORG disk"
    QStringList users{};          ///< Who else uses it, in words: then it is not formatted.
    bool connectsAtStart = false; ///< What "at every start" begins with.
};

[[nodiscard]] QStringList usersOf(const client::LunInfo &lun); ///< In words.
[[nodiscard]] MountSubject mountSubject(const client::LunInfo &lun, const QString &title, bool connectsAtStart);

/// What is on the disk, what the person wants to become of it, and in words what will happen then. Needs nothing typed
/// unless something would be lost.
class MountForm : public QWidget {
    Q_OBJECT

public:
    MountForm(udisks::UDisksClient &udisks, MountSubject subject, QWidget *parent = nullptr);

    /// Looks at the disk again; what was typed stays.
    void refresh();
    void setUsers(const QStringList &users); ///< \sa MountSubject::users
    [[nodiscard]] bool hasChoice() const { return m_canMount || m_canFormat; }
    [[nodiscard]] bool formats() const; ///< Otherwise it is mounted as it is.
    [[nodiscard]] MountPlan plan() const;
    /// What has to be corrected first; empty: the plan can be carried out.
    [[nodiscard]] QString problem() const;
    void focusProblem();

signals:
    void changed();

private:
    void build();
    void buildFields(QFormLayout *fields);
    void takeDisk(const udisks::Disk &disk);
    void takePartitions(const udisks::Disk &disk);
    void showContent();
    void proposeTexts();
    void update();
    [[nodiscard]] QString blockedSentence() const;
    [[nodiscard]] QString review() const;
    [[nodiscard]] QString folderProblem() const;
    [[nodiscard]] QStringList takenFolders() const;
    [[nodiscard]] bool erases() const;
    [[nodiscard]] const udisks::FstabEntry *entry() const; ///< Of what would be mounted.

    udisks::UDisksClient &m_udisks;
    MountSubject m_subject;
    std::optional<udisks::Disk> m_disk, m_mountable; ///< m_mountable: what is chosen of it, if it is divided.
    QStringList m_taken;                             ///< Folders of /etc/fstab.
    QStringList m_freed;                             ///< Those whose line goes with what formatting erases.
    bool m_canMount = false, m_canFormat = false, m_labelTyped = false, m_folderTyped = false;
    QLabel *m_content, *m_review;
    QWidget *m_choice, *m_box, *m_confirm;
    QRadioButton *m_keep, *m_erase;
    QFormLayout *m_fields;
    QComboBox *m_partition, *m_type;
    QLineEdit *m_label, *m_folder, *m_typed;
    QCheckBox *m_atStart;
};

/// "/dev/sdb2 · backup · 2 TiB · ext4"
[[nodiscard]] QString partitionText(const udisks::Disk &partition);
/// What is on a disk, as a sentence.
[[nodiscard]] QString contentSentence(const udisks::Disk &disk);

} // namespace portolan::gui
