// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/import/import_notes.h"
#include "daemon/store/import/open_iscsi_record.h"

#include <map>
#include <optional>
#include <string>

namespace portolan::store {

/// What `ifaces/NAME` says, by its name; a node's record may only name it.
using OpenIscsiInterfaces = std::map<std::string, OpenIscsiRecord, std::less<>>;

/// Turns records into ours: identity checked, values brought into our ranges, and a note for everything that gets lost.
class OpenIscsiValues {
public:
    OpenIscsiValues(const OpenIscsiInterfaces *interfaces, ImportNotes *notes)
        : m_interfaces(interfaces)
        , m_notes(notes)
    {}

    /// \return nothing, with a note, if the record names no target, or one that cannot be reached from here
    std::optional<ImportedNode> node(const OpenIscsiRecord &record, const std::string &file) const;
    std::optional<ImportedPortal> portal(const OpenIscsiRecord &record, const std::string &file) const;
    /// The canonical name, or nothing with a note.
    std::optional<std::string> initiatorName(const OpenIscsiRecord &record, const std::string &file) const;
    /// iscsid.conf: Portolan has no defaults for new nodes, so what differs from ours is told.
    void defaults(const OpenIscsiRecord &record, const std::string &file) const;

private:
    struct Source;
    [[nodiscard]] std::optional<std::string> interfaceOf(const Source &source) const;
    [[nodiscard]] static ImportedSettings settingsOf(const Source &source);
    static void readAccounts(const Source &source, const std::string &prefix, ImportedAccount *initiator,
                             ImportedAccount *target);
    static void tellLosses(const Source &source);

    const OpenIscsiInterfaces *const m_interfaces;
    ImportNotes *const m_notes;
};

} // namespace portolan::store
