// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <vector>

namespace portolan::client {

/// The result of Manager.ImportOpenIscsi: what an import would change, or has changed. Names are as the service
/// gave them.
struct ImportReport {
    enum class State { New, Changed, Kept, Same }; ///< Kept: it differs, but all of that was set here.
    enum class Account { Same, Taken, Kept };
    struct Change {
        QString setting; ///< Property of Node.
        QVariant here, there;
        bool kept = false; ///< The one here was set by the user and stays.
    };
    struct Entry {
        QString target; ///< Empty = an address to search.
        QString portal; ///< "10.0.0.5:3260"
        QString interface {};
        State state = State::Same;
        bool automatic = false; ///< open-iscsi logs in by itself.
        Account password = Account::Same, passwordIn = Account::Same;
        std::vector<Change> changes{};
        [[nodiscard]] bool keepsSomething() const;
    };
    struct Note {
        enum class Kind { Skipped, Adjusted, LeftOut };
        Kind kind = Kind::LeftOut;
        QString file, text; ///< text: in the user's language where its wording is known here.
        uint line = 0;      ///< 0 = the whole file
        uint count = 1;     ///< Files that it concerns; `file` is the first.
    };

    uint added = 0, changed = 0, kept = 0, same = 0, onlyHere = 0, automatic = 0, unknownKeys = 0, moreNotes = 0;
    std::vector<Entry> targets, addresses; ///< The first 1000 of each that differ.
    std::vector<Note> notes;
    QString nameThere, nameHere; ///< nameThere: open-iscsi's initiator name, or empty.
    bool nameTaken = false;

    static ImportReport from(const QVariantMap &result);
    [[nodiscard]] bool changesSomething() const; ///< The initiator name apart.
    /// Something differs that an import without "replace" leaves as it is.
    [[nodiscard]] bool keepsSomething() const;
    [[nodiscard]] bool nameDiffers() const { return !nameThere.isEmpty() && nameThere != nameHere; }
};

} // namespace portolan::client
