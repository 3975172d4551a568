// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/import/open_iscsi_values.h"

#include "common/types/network_interface.h"
#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/protocol/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>

namespace portolan::store {

struct OpenIscsiValues::Source {
    const OpenIscsiRecord &record;
    const std::string &file;
    ImportNotes *notes;

    /// \param pattern  %1 is the key, %2 the first of the further arguments
    void adjusted(std::string_view key, std::string pattern, std::vector<std::string> arguments = {}) const
    {
        arguments.insert(arguments.begin(), std::string(key));
        notes->adjusted(file, record.lineOf(key), {std::move(pattern), std::move(arguments)});
    }
    void leftOut(std::string_view key, std::string pattern) const
    {
        notes->leftOut(file, record.lineOf(key), {std::move(pattern)});
    }
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view key, std::int64_t least, std::int64_t most) const;
    [[nodiscard]] std::optional<bool> yesNo(std::string_view key) const;
    [[nodiscard]] std::optional<ImportedDigest> digest(std::string_view key) const;
};

namespace {

constexpr std::string_view kAddress = "node.conn[0].address";
constexpr std::string_view kPort = "node.conn[0].port";

/// A key whose other values mean something that Portolan does not do.
struct Loss {
    std::string_view key;
    std::array<std::string_view, 3> usual; ///< What open-iscsi writes by itself; no loss.
    const char *text;
};

constexpr std::array kLosses{
    Loss{"node.leading_login", {"No"}, "“leading_login”: Portolan logs in to every node on its own"},
    Loss{"node.session.nr_sessions", {"1"}, "“nr_sessions”: Portolan has one session per node"},
    Loss{"node.session.iscsi.ERL", {"0"}, "“ERL” above 0: Portolan recovers by a new login (ErrorRecoveryLevel 0)"},
    Loss{"node.session.iscsi.MaxConnections", {"1"}, "“MaxConnections”: Portolan has one connection per session"},
    Loss{"node.session.scan", {"auto"}, "“scan = manual”: Portolan looks for disks after each login"},
    Loss{"node.session.reopen_max", {"0"}, "“reopen_max”: Portolan tries again until you disconnect"},
    Loss{"node.session.queue_depth", {"32"}, "“queue_depth”: Portolan lets the target's window decide"},
    Loss{"node.session.cmds_max", {"128"}, "“cmds_max”: Portolan lets the target's window decide"},
    Loss{"node.conn[0].tcp.window_size", {"524288", "0"}, "“tcp.window_size”: the kernel sizes TCP windows by itself"},
    Loss{"node.conn[0].tcp.congestion_control", {}, "“tcp.congestion_control” is not set per node"},
    Loss{"node.conn[0].iscsi.MaxXmitDataSegmentLength",
         {"0"},
         "“MaxXmitDataSegmentLength”: Portolan sends what the target declares"},
    Loss{"node.session.auth.chap_algs",
         {"MD5", "SHA3-256,SHA256,SHA1,MD5"},
         "“chap_algs”: Portolan offers all, the strongest first"},
    Loss{"node.session.boot_root", {}, "firmware boot entries"},
    Loss{"iface.initiatorname", {}, "“iface.initiatorname”: Portolan has one initiator name for all nodes"},
};

/// Keys without which nothing is lost: open-iscsi ignores them, or they have no counterpart because the matter is
/// decided in another way that serves the same end (waiting times, retries, the kernel's threads).
constexpr std::array<std::string_view, 26> kSilent{
    "node.conn[0].startup",
    "node.conn[0].iscsi.IFMarker",
    "node.conn[0].iscsi.OFMarker",
    "node.conn[0].tcp.type_of_service",
    "node.conn[0].timeo.logout_timeout",
    "node.conn[0].timeo.auth_timeout",
    "node.session.initial_cmdsn",
    "node.session.initial_login_retry_max",
    "node.session.xmit_thread_priority",
    "node.session.sess_reopen_log_freq",
    "node.session.auth.authmethod",
    "node.session.auth.password_length",
    "node.session.auth.password_in_length",
    "node.session.err_timeo.abort_timeout",
    "node.session.err_timeo.lu_reset_timeout",
    "node.session.err_timeo.tgt_reset_timeout",
    "node.session.err_timeo.host_reset_timeout",
    "node.session.iscsi.FastAbort",
    "node.session.iscsi.DefaultTime2Retain",
    "node.session.iscsi.DefaultTime2Wait",
    "node.session.boot_nic",
    "node.session.boot_target",
    "node.boot_lun",
    "iscsid.startup",
    "iscsid.safe_logout",
    "iscsid.ipc_auth_uid",
};

constexpr std::array<std::string_view, 24> kMapped{
    "node.name",
    "node.tpgt",
    "node.startup",
    "node.discovery_address",
    "node.discovery_port",
    "node.discovery_type",
    kAddress,
    kPort,
    "node.session.auth.username",
    "node.session.auth.password",
    "node.session.auth.username_in",
    "node.session.auth.password_in",
    "node.session.timeo.replacement_timeout",
    "node.session.iscsi.InitialR2T",
    "node.session.iscsi.ImmediateData",
    "node.session.iscsi.FirstBurstLength",
    "node.session.iscsi.MaxBurstLength",
    "node.session.iscsi.MaxOutstandingR2T",
    "node.conn[0].timeo.login_timeout",
    "node.conn[0].timeo.noop_out_interval",
    "node.conn[0].timeo.noop_out_timeout",
    "node.conn[0].iscsi.MaxRecvDataSegmentLength",
    "node.conn[0].iscsi.HeaderDigest",
    "node.conn[0].iscsi.DataDigest",
};

bool isKnown(std::string_view key)
{
    // Interface keys are many, and those for adapters concern no software session.
    return key.starts_with("iface.") || key.starts_with("discovery.") ||
           std::ranges::find(kMapped, key) != kMapped.end() || std::ranges::find(kSilent, key) != kSilent.end() ||
           std::ranges::find(kLosses, key, &Loss::key) != kLosses.end();
}

std::optional<std::int64_t> numberFrom(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return {};
    return number;
}

/// An address as open-iscsi stores it: an IPv6 one has no brackets, and its port stands elsewhere.
std::optional<Portal> portalFrom(std::string_view address, std::string_view port)
{
    const auto number = port.empty() ? std::optional<std::int64_t>(kDefaultPort) : numberFrom(port);
    if (address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    if (!number || *number < 1 || *number > 65535)
        return {};
    const Portal portal{std::string(address), std::uint16_t(*number)};
    const auto parsed = Portal::parse(portal.text());
    if (!parsed || *parsed != portal)
        return {};
    return portal;
}

/// The one spelling of a device or a source address, so that one of them is one interface; nothing if it is none.
std::optional<std::string> interfaceFrom(std::string_view text, NetworkInterface::Kind kind)
{
    // The kernel takes any byte in a device's name, the database and the bus take text.
    const auto parsed = NetworkInterface::parse(text);
    if (!parsed || parsed->kind() != kind || !protocol::isUtf8(text))
        return {};
    return parsed->text();
}

bool isEmptyAddress(std::string_view text) { return text.empty() || text == "0.0.0.0" || text == "::"; }

Secret secretOf(std::string_view text) { return Secret(std::as_bytes(std::span(text))); }

template <typename Wide, typename Narrow>
void assign(const std::optional<Wide> &from, std::optional<Narrow> *to)
{
    if (from)
        *to = static_cast<Narrow>(*from);
}

} // namespace

std::optional<std::int64_t> OpenIscsiValues::Source::number(std::string_view key, std::int64_t least,
                                                            std::int64_t most) const
{
    const auto *const entry = record.find(key);
    if (!entry)
        return {};
    const auto number = numberFrom(entry->value);
    if (!number) {
        adjusted(key, "%1 must be a whole number; it is left at Portolan's default");
        return {};
    }
    const auto clamped = std::clamp(*number, least, most);
    if (clamped != *number)
        adjusted(key, "%1 must be %2 to %3; %4 is taken",
                 {std::to_string(least), std::to_string(most), std::to_string(clamped)});
    return clamped;
}

std::optional<bool> OpenIscsiValues::Source::yesNo(std::string_view key) const
{
    const auto value = record.value(key);
    if (value == "Yes" || value == "yes")
        return true;
    if (value == "No" || value == "no")
        return false;
    if (!value.empty())
        adjusted(key, "%1 must be Yes or No; it is left at Portolan's default");
    return {};
}

std::optional<ImportedDigest> OpenIscsiValues::Source::digest(std::string_view key) const
{
    const auto value = record.value(key);
    if (value.empty())
        return {};
    if (value == "None")
        return ImportedDigest::Off;
    if (value == "CRC32C")
        return ImportedDigest::Require;
    if (value == "CRC32C,None")
        return ImportedDigest::Prefer;
    if (value == "None,CRC32C")
        adjusted(key, "%1 prefers no digest but allows one; Portolan will prefer the digest");
    else
        adjusted(key, "%1 must be None, CRC32C or both; the digest is preferred");
    return ImportedDigest::Prefer;
}

std::optional<ImportedNode> OpenIscsiValues::node(const OpenIscsiRecord &record, const std::string &file) const
{
    const Source source{record, file, m_notes};
    const auto name = record.value("node.name");
    const bool typed = name.starts_with("iqn.") || name.starts_with("eui.") || name.starts_with("naa.");
    if (!typed || !protocol::checkReceivedName(name)) {
        m_notes->skipped(file, record.lineOf("node.name"),
                         {"expected node.name to be an iSCSI name (iqn., eui., naa.)"});
        return {};
    }
    const auto portal = portalFrom(record.value(kAddress), record.value(kPort));
    if (!portal) {
        m_notes->skipped(file, record.lineOf(kAddress),
                         {"expected an address and a port from 1 to 65535 of the target"});
        return {};
    }
    const auto interface = interfaceOf(source);
    if (!interface)
        return {};
    ImportedNode node;
    node.targetName = name;
    node.portal = *portal;
    node.interface = *interface;
    if (const auto tag = record.value("node.tpgt"); tag != "-1")
        assign(source.number("node.tpgt", 0, 65535), &node.portalGroupTag);
    node.settings = settingsOf(source);
    readAccounts(source, "node.session.auth.", &node.initiator, &node.target);
    if (record.value("node.discovery_type") == "send_targets")
        node.discoveredAt = portalFrom(record.value("node.discovery_address"), record.value("node.discovery_port"));
    tellLosses(source);
    return node;
}

/// The device or source address to which the record binds; nothing if its sessions are not software TCP.
std::optional<std::string> OpenIscsiValues::interfaceOf(const Source &source) const
{
    const auto named = m_interfaces->find(source.record.value("iface.iscsi_ifacename"));
    const auto value = [&](std::string_view key) {
        const auto own = source.record.value(key);
        return own.empty() && named != m_interfaces->end() ? named->second.value(key) : own;
    };
    const auto transport = value("iface.transport_name");
    if (!transport.empty() && transport != "tcp") {
        source.leftOut("iface.transport_name", "nodes over iSER or a host bus adapter: Portolan speaks TCP only");
        return {};
    }
    if (const auto device = value("iface.net_ifacename"); !device.empty() && device != "default") {
        if (auto spelled = interfaceFrom(device, NetworkInterface::Kind::Device))
            return spelled;
        source.adjusted("iface.net_ifacename", "%1 must be a network device's name; any device is used");
        return std::string();
    }
    if (const auto address = value("iface.ipaddress"); !isEmptyAddress(address)) {
        if (auto spelled = interfaceFrom(address, NetworkInterface::Kind::Address))
            return spelled;
        source.adjusted("iface.ipaddress", "%1 must be an IP address; any device is used");
    }
    if (const auto hardware = value("iface.hwaddress"); !hardware.empty() && hardware != "default")
        source.leftOut("iface.hwaddress", "binding to a MAC address: bind the node to a device's name instead");
    return std::string();
}

ImportedSettings OpenIscsiValues::settingsOf(const Source &source)
{
    constexpr std::int64_t kLeastLength = 512, kMostLength = 16777215; // RFC 7143 §13.12 to §13.14
    ImportedSettings settings;
    if (const auto startup = source.record.value("node.startup"); startup == "automatic" || startup == "onboot")
        settings.atStart = true;
    else if (startup == "manual")
        settings.atStart = false;
    else if (!startup.empty())
        source.adjusted("node.startup", "%1 must be manual, automatic or onboot; manual is taken");
    settings.headerDigest = source.digest("node.conn[0].iscsi.HeaderDigest");
    settings.dataDigest = source.digest("node.conn[0].iscsi.DataDigest");
    assign(source.number("node.conn[0].iscsi.MaxRecvDataSegmentLength", kLeastLength, kMostLength),
           &settings.maxRecvDataSegmentLength);
    assign(source.number("node.session.iscsi.MaxBurstLength", kLeastLength, kMostLength), &settings.maxBurstLength);
    assign(source.number("node.session.iscsi.FirstBurstLength", kLeastLength, kMostLength), &settings.firstBurstLength);
    assign(source.number("node.session.iscsi.MaxOutstandingR2T", 1, 65535), &settings.maxOutstandingR2T);
    settings.initialR2T = source.yesNo("node.session.iscsi.InitialR2T");
    settings.immediateData = source.yesNo("node.session.iscsi.ImmediateData");
    assign(source.number("node.conn[0].timeo.login_timeout", 1, 600), &settings.loginTimeout);
    assign(source.number("node.conn[0].timeo.noop_out_interval", 0, 3600), &settings.noopInterval);
    assign(source.number("node.conn[0].timeo.noop_out_timeout", 0, 3600), &settings.noopTimeout);
    assign(source.number("node.session.timeo.replacement_timeout", -1, 86400), &settings.replacementTimeout);
    if (settings.firstBurstLength && settings.maxBurstLength && *settings.firstBurstLength > *settings.maxBurstLength) {
        source.adjusted("node.session.iscsi.FirstBurstLength", "%1 must not exceed MaxBurstLength, and is set to it");
        settings.firstBurstLength = settings.maxBurstLength;
    }
    return settings;
}

namespace {

struct AccountKeys {
    std::string name, secret;
};

/// As the store demands of a CHAP name: UTF-8 without control characters, those after 7Fh included.
bool isChapName(std::string_view name)
{
    constexpr std::size_t kLongest = 255;
    bool controls = name.find('\t') != std::string_view::npos;
    for (std::size_t i = 0; i + 1 < name.size(); ++i)
        controls = controls || (name[i] == '\xc2' && static_cast<unsigned char>(name[i + 1]) < 0xa0);
    return name.size() <= kLongest && !controls && protocol::isUtf8(name);
}

/// \return why the account cannot be kept; empty = it can
const char *accountProblem(std::string_view name, std::string_view secret)
{
    if (name.empty() != secret.empty())
        return "a CHAP name without its password, or the other way round";
    if (!isChapName(name))
        return "CHAP names that are not text of at most 255 bytes";
    if (!secret.empty() && secret.size() < 12)
        return "CHAP passwords shorter than 12 bytes, which RFC 7143 §9.2.1 forbids: set a longer one on both sides";
    if (secret.size() > 255)
        return "CHAP passwords longer than 255 bytes";
    return "";
}

} // namespace

/// open-iscsi offers CHAP whenever there is an account, whatever authmethod says; so does Portolan.
void OpenIscsiValues::readAccounts(const Source &source, const std::string &prefix, ImportedAccount *initiator,
                                   ImportedAccount *target)
{
    const auto read = [&](const AccountKeys &keys, ImportedAccount *account) {
        const auto name = source.record.value(keys.name);
        const auto secret = source.record.value(keys.secret);
        const std::string problem = accountProblem(name, secret);
        if (!problem.empty())
            return source.leftOut(secret.empty() ? keys.name : keys.secret, problem);
        account->name = name;
        account->secret = secretOf(secret);
    };
    read({prefix + "username", prefix + "password"}, initiator);
    read({prefix + "username_in", prefix + "password_in"}, target);
    if (target->secret.empty())
        return;
    const bool same = Secret::equal(initiator->secret.bytes(), target->secret.bytes());
    if (!initiator->secret.empty() && !same)
        return;
    source.leftOut(prefix + "password_in",
                   same ? "the target's CHAP password where it equals this machine's, which RFC 7143 §9.2.1 forbids"
                        : "the target's CHAP account where this machine has none that can be taken over");
    *target = {};
}

void OpenIscsiValues::tellLosses(const Source &source)
{
    for (const Loss &loss : kLosses) {
        const auto value = source.record.value(loss.key);
        if (!value.empty() && std::ranges::find(loss.usual, value) == loss.usual.end())
            source.leftOut(loss.key, loss.text);
    }
    for (const auto key : source.record.contradictions()) {
        if (isKnown(key))
            source.adjusted(key, "%1 is given more than once; the last one counts");
    }
    for (const auto &[key, entry] : source.record.entries()) {
        if (!isKnown(key))
            source.notes->unknownKey();
    }
}

std::optional<ImportedPortal> OpenIscsiValues::portal(const OpenIscsiRecord &record, const std::string &file) const
{
    const Source source{record, file, m_notes};
    const auto portal =
        portalFrom(record.value("discovery.sendtargets.address"), record.value("discovery.sendtargets.port"));
    if (!portal) {
        m_notes->skipped(file, record.lineOf("discovery.sendtargets.address"),
                         {"expected an address and a port from 1 to 65535 to be asked for targets"});
        return {};
    }
    ImportedPortal imported;
    imported.portal = *portal;
    readAccounts(source, "discovery.sendtargets.auth.", &imported.initiator, &imported.target);
    if (source.yesNo("discovery.sendtargets.use_discoveryd").value_or(false))
        source.leftOut("discovery.sendtargets.use_discoveryd",
                       "“use_discoveryd”: Portolan asks a portal again when you tell it to");
    return imported;
}

std::optional<std::string> OpenIscsiValues::initiatorName(const OpenIscsiRecord &record, const std::string &file) const
{
    const auto name = record.value("InitiatorName");
    const auto normal = protocol::normalizeName(name);
    if (normal)
        return *normal;
    m_notes->skipped(file, record.lineOf("InitiatorName"), {"expected InitiatorName= and an iSCSI name"});
    return {};
}

void OpenIscsiValues::defaults(const OpenIscsiRecord &record, const std::string &file) const
{
    // Of records.h and, in front, of the file that open-iscsi ships where that differs.
    struct Usual {
        std::string_view key;
        std::array<std::string_view, 3> values;
    };
    constexpr std::array kUsual{
        Usual{"node.startup", {"manual"}},
        Usual{"node.session.timeo.replacement_timeout", {"120"}},
        Usual{"node.conn[0].timeo.login_timeout", {"15", "30"}},
        Usual{"node.conn[0].timeo.noop_out_interval", {"5"}},
        Usual{"node.conn[0].timeo.noop_out_timeout", {"5"}},
        Usual{"node.session.iscsi.InitialR2T", {"No"}},
        Usual{"node.session.iscsi.ImmediateData", {"Yes"}},
        Usual{"node.session.iscsi.FirstBurstLength", {"262144"}},
        Usual{"node.session.iscsi.MaxBurstLength", {"16776192"}},
        Usual{"node.conn[0].iscsi.MaxRecvDataSegmentLength", {"262144"}},
        Usual{"node.conn[0].iscsi.HeaderDigest", {"None"}},
        Usual{"node.conn[0].iscsi.DataDigest", {"None"}},
        Usual{"node.session.auth.username", {}},
        Usual{"discovery.sendtargets.auth.username", {}},
    };
    for (const Usual &usual : kUsual) {
        const auto value = record.value(usual.key);
        if (!value.empty() && std::ranges::find(usual.values, value) == usual.values.end())
            m_notes->leftOut(file, record.lineOf(usual.key),
                             {"%1 for targets found from now on: Portolan has no defaults of your own for new nodes",
                              {std::string(usual.key)}});
    }
}

} // namespace portolan::store
