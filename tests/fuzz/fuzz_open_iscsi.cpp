// SPDX-License-Identifier: GPL-3.0-or-later
// One file of open-iscsi's database, taken as each of the kinds that there are (F-DBF): what comes out is in range, and
// no note repeats the file.
#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/store/import/open_iscsi_values.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

using namespace portolan;
using namespace portolan::store;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void check(const ImportedAccount &account)
{
    require(account.name.empty() == account.secret.empty());
    require(account.secret.empty() || (account.secret.size() >= 12 && account.secret.size() <= 255));
    require(account.name.size() <= 255);
}

void check(const ImportedNode &node)
{
    require(protocol::checkReceivedName(node.targetName).has_value());
    require(Portal::parse(node.portal.text()) == node.portal);
    check(node.initiator);
    check(node.target);
    const ImportedSettings &settings = node.settings;
    require(settings.loginTimeout.value_or(1) >= 1 && settings.loginTimeout.value_or(1) <= 600);
    require(settings.replacementTimeout.value_or(0) >= -1 && settings.replacementTimeout.value_or(0) <= 86400);
    require(settings.maxBurstLength.value_or(512) >= 512);
    if (settings.firstBurstLength && settings.maxBurstLength)
        require(*settings.firstBurstLength <= *settings.maxBurstLength);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto record = OpenIscsiRecord::parse(Secret(std::as_bytes(std::span(data, size))));
    if (!record) {
        require(!record.error().text.empty());
        return 0;
    }
    ImportNotes notes;
    const OpenIscsiInterfaces interfaces;
    const OpenIscsiValues values(&interfaces, &notes);
    if (const auto node = values.node(*record, "file"))
        check(*node);
    if (const auto portal = values.portal(*record, "file")) {
        require(Portal::parse(portal->portal.text()) == portal->portal);
        check(portal->initiator);
        check(portal->target);
    }
    if (const auto name = values.initiatorName(*record, "file"))
        require(protocol::isCanonicalName(*name));
    values.defaults(*record, "file");
    ImportedDatabase database;
    notes.giveTo(&database);
    require(database.notes.size() <= ImportNotes::kMost);
    return 0;
}
