// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/import/open_iscsi_reader.h"

#include "daemon/store/import/open_iscsi_files.h"
#include "daemon/store/import/open_iscsi_values.h"

#include <set>
#include <tuple>

namespace portolan::store {

namespace {

using Kind = ImportFolder::Kind;

/// A name in a folder as it may be shown: printable ASCII, and not long.
std::string shown(const std::string &name)
{
    constexpr std::size_t kLongest = 255;
    std::string text = name.substr(0, kLongest);
    for (char &c : text)
        c = c >= ' ' && c <= '~' ? c : '?';
    return text;
}

/// One run over the folders.
class Run {
public:
    Result<> readFolder(const std::string &path);
    ImportedDatabase finish();

private:
    std::optional<OpenIscsiRecord> record(const ImportFolder &folder, const std::string &name, const std::string &file);
    /// The entries of a folder in it; none if it is not there. What cannot be read is noted.
    std::vector<ImportFolder::Entry> listed(const ImportFolder &folder, const std::string &file);
    template <typename Visit>
    void eachFolder(const ImportFolder &folder, const std::string &name, const std::string &file, const Visit &visit);

    void readInterfaces(const ImportFolder &root);
    void readInitiatorName(const ImportFolder &root);
    void readDefaults(const ImportFolder &root);
    void readPortals(const ImportFolder &root);
    void readNodes(const ImportFolder &root);
    void readTarget(const ImportFolder &target, const std::string &file);
    void readNode(const ImportFolder &folder, const std::string &name, const std::string &file);
    void tellUnread(const ImportFolder &root);

    ImportedDatabase m_database;
    ImportNotes m_notes;
    OpenIscsiInterfaces m_interfaces;
    OpenIscsiValues m_values{&m_interfaces, &m_notes};
    std::set<std::tuple<std::string, Portal, std::string>> m_nodes;
    std::set<Portal> m_portals;
    bool m_defaultsRead = false;
};

std::optional<OpenIscsiRecord> Run::record(const ImportFolder &folder, const std::string &name, const std::string &file)
{
    auto content = folder.read(name);
    if (!content) {
        if (content.error().code != ErrorCode::NotFound)
            m_notes.skipped(file, 0, {content.error().message});
        return {};
    }
    if (content->empty()) {
        m_notes.skipped(file, 0, {"it is empty; open-iscsi was interrupted while it wrote"});
        return {};
    }
    auto parsed = OpenIscsiRecord::parse(std::move(*content));
    if (!parsed) {
        m_notes.skipped(file, parsed.error().line, {parsed.error().text});
        return {};
    }
    return std::move(*parsed);
}

std::vector<ImportFolder::Entry> Run::listed(const ImportFolder &folder, const std::string &file)
{
    auto entries = folder.entries();
    if (entries)
        return std::move(*entries);
    m_notes.skipped(file, 0, {entries.error().message});
    return {};
}

/// Opens `name` in the folder and calls visit(opened, entry, file) for each entry.
template <typename Visit>
void Run::eachFolder(const ImportFolder &folder, const std::string &name, const std::string &file, const Visit &visit)
{
    const auto opened = folder.folder(name);
    if (!opened) {
        if (opened.error().code != ErrorCode::NotFound)
            m_notes.skipped(file, 0, {opened.error().message});
        return;
    }
    for (const auto &entry : listed(*opened, file))
        visit(*opened, entry, file + "/" + shown(entry.name));
}

void Run::readInterfaces(const ImportFolder &root)
{
    eachFolder(root, "ifaces", "ifaces", [this](const auto &folder, const auto &entry, const std::string &file) {
        if (entry.kind != Kind::File)
            return m_notes.skipped(file, 0, {"expected a regular file"});
        // Written by hand in old versions: the example that is shipped is no interface.
        if (entry.name == "iface.example")
            return;
        if (auto parsed = record(folder, entry.name, file))
            m_interfaces.emplace(entry.name, std::move(*parsed));
    });
}

void Run::readInitiatorName(const ImportFolder &root)
{
    const std::string file = "initiatorname.iscsi";
    if (!m_database.initiatorName.empty())
        return;
    if (const auto parsed = record(root, file, file))
        m_database.initiatorName = m_values.initiatorName(*parsed, file).value_or("");
}

void Run::readDefaults(const ImportFolder &root)
{
    const std::string file = "iscsid.conf";
    if (m_defaultsRead)
        return;
    if (const auto parsed = record(root, file, file)) {
        m_values.defaults(*parsed, file);
        m_defaultsRead = true;
    }
}

void Run::readPortals(const ImportFolder &root)
{
    eachFolder(root, "send_targets", "send_targets", [this](const auto &folder, const auto &entry, const auto &file) {
        if (entry.kind != Kind::Folder)
            return m_notes.skipped(file, 0, {"expected a folder for each portal"});
        const auto portalFolder = folder.folder(entry.name);
        if (!portalFolder)
            return m_notes.skipped(file, 0, {portalFolder.error().message});
        // Beside the record there are links to nodes; those are read where they are.
        const auto parsed = record(*portalFolder, "st_config", file + "/st_config");
        auto portal = parsed ? m_values.portal(*parsed, file + "/st_config") : std::nullopt;
        if (portal && m_portals.insert(portal->portal).second)
            m_database.portals.push_back(std::move(*portal));
    });
}

void Run::readNodes(const ImportFolder &root)
{
    eachFolder(root, "nodes", "nodes", [this](const auto &folder, const auto &entry, const std::string &file) {
        if (entry.kind != Kind::Folder)
            return m_notes.skipped(file, 0, {"expected a folder for each target"});
        const auto target = folder.folder(entry.name);
        if (!target)
            return m_notes.skipped(file, 0, {target.error().message});
        readTarget(*target, file);
    });
}

/// Of each portal there is a file, or (since portal group tags are known) a folder with a file for each interface.
void Run::readTarget(const ImportFolder &target, const std::string &file)
{
    for (const auto &portal : listed(target, file)) {
        const std::string below = file + "/" + shown(portal.name);
        if (portal.kind != Kind::Folder) {
            readNode(target, portal.name, below);
            continue;
        }
        eachFolder(target, portal.name, below, [this](const auto &folder, const auto &entry, const auto &path) {
            readNode(folder, entry.name, path);
        });
    }
}

void Run::readNode(const ImportFolder &folder, const std::string &name, const std::string &file)
{
    const auto parsed = record(folder, name, file);
    auto node = parsed ? m_values.node(*parsed, file) : std::nullopt;
    if (!node)
        return;
    if (m_nodes.emplace(node->targetName, node->portal, node->interface).second)
        m_database.nodes.push_back(std::move(*node));
    else
        m_notes.leftOut(file, 0, {"further records of the same target, portal and interface"});
}

void Run::tellUnread(const ImportFolder &root)
{
    const auto tell = [this](const auto & /*folder*/, const auto &entry, const std::string &file) {
        if (entry.kind == Kind::Folder || entry.kind == Kind::File)
            m_notes.leftOut(file, 0,
                            {file.starts_with("isns/") ? "iSNS servers: add them with Storage servers"
                                                       : "records of the firmware (iBFT)"});
    };
    eachFolder(root, "isns", "isns", tell);
    eachFolder(root, "fw", "fw", tell);
}

Result<> Run::readFolder(const std::string &path)
{
    const auto root = ImportFolder::open(path);
    if (!root)
        return fail(root.error());
    readInitiatorName(*root);
    readDefaults(*root);
    readInterfaces(*root);
    readPortals(*root);
    readNodes(*root);
    tellUnread(*root);
    return {};
}

ImportedDatabase Run::finish()
{
    m_notes.giveTo(&m_database);
    return std::move(m_database);
}

} // namespace

const std::vector<std::string> &openIscsiFolders()
{
    static const std::vector<std::string> folders{"/etc/iscsi", "/var/lib/iscsi"};
    return folders;
}

Result<ImportedDatabase> readOpenIscsi(const std::vector<std::string> &folders)
{
    Run run;
    bool found = false;
    for (const std::string &folder : folders) {
        const auto read = run.readFolder(folder);
        if (!read && read.error().code != ErrorCode::NotFound)
            return fail(ErrorCode::StoreFailed, "cannot read the folder " + folder + ": " + read.error().message);
        found = found || read;
    }
    if (!found)
        return fail(ErrorCode::NotFound, "there is no folder " + (folders.empty() ? std::string() : folders.front()));
    return run.finish();
}

std::uint32_t countOpenIscsiTargets(const std::vector<std::string> &folders)
{
    std::set<std::string> names;
    for (const std::string &path : folders) {
        const auto root = ImportFolder::open(path);
        const auto nodes = root ? root->folder("nodes") : fail(root.error());
        const auto entries = nodes ? nodes->entries() : fail(nodes.error());
        if (!entries)
            continue;
        for (const auto &entry : *entries) {
            if (entry.kind == Kind::Folder)
                names.insert(entry.name);
        }
    }
    return std::uint32_t(names.size());
}

} // namespace portolan::store
