// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/migrations.h"

#include "daemon/store/sql.h"

#include <QUuid>

namespace portolan::store {

// NOLINTNEXTLINE(readability-function-size): a list of statements, not a course of action
const std::vector<SchemaStep> &schemaSteps()
{
    // AUTOINCREMENT: the id of a removed row is in object paths, logs and the context of its secret, so it is not given
    // to another one. Times are milliseconds since 1970 UTC, 0 = never.
    static const std::vector<SchemaStep> kSteps{
        // 0 -> 1: this initiator, discovered portals, nodes with their settings
        {
            "CREATE TABLE initiator ("
            "  id INTEGER PRIMARY KEY CHECK (id = 1),"
            "  name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 223)," // RFC 7143 §4.2.7.1
            // The next free ISID, RFC 7143 §11.12.5: 24 random bits and the qualifier; 65536 = new random bits first.
            "  isid_random INTEGER NOT NULL CHECK (isid_random BETWEEN 0 AND 16777215),"
            "  next_qualifier INTEGER NOT NULL CHECK (next_qualifier BETWEEN 0 AND 65536)) STRICT",

            "CREATE TABLE portal ("
            "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
            "  host TEXT NOT NULL COLLATE NOCASE CHECK (length(CAST(host AS BLOB)) BETWEEN 1 AND 255),"
            "  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),"
            "  isid_random INTEGER NOT NULL CHECK (isid_random BETWEEN 0 AND 16777215),"
            "  isid_qualifier INTEGER NOT NULL CHECK (isid_qualifier BETWEEN 0 AND 65535),"
            "  last_discovery INTEGER NOT NULL DEFAULT 0 CHECK (last_discovery >= 0),"
            "  last_result TEXT NOT NULL DEFAULT '',"
            "  UNIQUE (host, port), UNIQUE (isid_random, isid_qualifier)) STRICT",

            "CREATE TABLE node ("
            "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
            "  target_name TEXT NOT NULL CHECK (length(CAST(target_name AS BLOB)) BETWEEN 1 AND 223),"
            "  host TEXT NOT NULL COLLATE NOCASE CHECK (length(CAST(host AS BLOB)) BETWEEN 1 AND 255),"
            "  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),"
            "  interface TEXT NOT NULL DEFAULT '',"
            "  portal_group_tag INTEGER CHECK (portal_group_tag BETWEEN 0 AND 65535),"
            "  alias TEXT NOT NULL DEFAULT '' CHECK (length(alias) <= 255),"
            "  isid_random INTEGER NOT NULL CHECK (isid_random BETWEEN 0 AND 16777215),"
            "  isid_qualifier INTEGER NOT NULL CHECK (isid_qualifier BETWEEN 0 AND 65535),"
            "  discovery_portal INTEGER REFERENCES portal (id) ON DELETE SET NULL,"
            "  missing INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),"
            "  last_login INTEGER NOT NULL DEFAULT 0 CHECK (last_login >= 0),"
            "  last_error TEXT NOT NULL DEFAULT '',"
            "  label TEXT NOT NULL CHECK (length(label) <= 255),"
            "  startup INTEGER NOT NULL CHECK (startup IN (1, 2)),"
            "  data_plane TEXT NOT NULL CHECK (data_plane IN ('auto', 'user', 'kernel')),"
            "  header_digest INTEGER NOT NULL CHECK (header_digest IN (0, 1, 2)),"
            "  data_digest INTEGER NOT NULL CHECK (data_digest IN (0, 1, 2)),"
            "  max_recv_data_segment_length INTEGER NOT NULL"
            "    CHECK (max_recv_data_segment_length BETWEEN 512 AND 16777215),"
            "  max_burst_length INTEGER NOT NULL CHECK (max_burst_length BETWEEN 512 AND 16777215),"
            "  first_burst_length INTEGER NOT NULL CHECK (first_burst_length BETWEEN 512 AND 16777215),"
            "  initial_r2t INTEGER NOT NULL CHECK (initial_r2t IN (0, 1)),"
            "  immediate_data INTEGER NOT NULL CHECK (immediate_data IN (0, 1)),"
            "  max_outstanding_r2t INTEGER NOT NULL CHECK (max_outstanding_r2t BETWEEN 1 AND 65535),"
            "  login_timeout INTEGER NOT NULL CHECK (login_timeout BETWEEN 1 AND 600),"
            "  replacement_timeout INTEGER NOT NULL CHECK (replacement_timeout BETWEEN -1 AND 86400),"
            "  noop_interval INTEGER NOT NULL CHECK (noop_interval BETWEEN 0 AND 3600),"
            "  noop_timeout INTEGER NOT NULL CHECK (noop_timeout BETWEEN 0 AND 3600),"
            "  command_timeout INTEGER NOT NULL CHECK (command_timeout BETWEEN 0 AND 3600),"
            "  UNIQUE (target_name, host, port, interface), UNIQUE (isid_random, isid_qualifier),"
            "  CHECK (first_burst_length <= max_burst_length)) STRICT", // RFC 7143 §13.14
            "CREATE INDEX node_by_portal ON node (discovery_portal)",
        },
        // 1 -> 2: credentials live apart, so that node and portal can be dumped into a bug report
        {
            "CREATE TABLE node_secret ("
            "  owner INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,"
            "  direction INTEGER NOT NULL CHECK (direction IN (0, 1))," // 0 initiator, 1 target
            "  name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 255),"
            "  sealed BLOB NOT NULL CHECK (length(sealed) > 0)," // secret_box.h
            "  PRIMARY KEY (owner, direction)) STRICT, WITHOUT ROWID",
            "CREATE TABLE portal_secret ("
            "  owner INTEGER NOT NULL REFERENCES portal (id) ON DELETE CASCADE,"
            "  direction INTEGER NOT NULL CHECK (direction IN (0, 1)),"
            "  name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 255),"
            "  sealed BLOB NOT NULL CHECK (length(sealed) > 0),"
            "  PRIMARY KEY (owner, direction)) STRICT, WITHOUT ROWID",
        },
        // 2 -> 3: a portal can be asked through several interfaces. SQLite cannot change a UNIQUE, so the table is made
        // anew; dropping the old one takes along what refers to it, which is put aside meanwhile.
        {
            "CREATE TABLE portal_new ("
            "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
            "  host TEXT NOT NULL COLLATE NOCASE CHECK (length(CAST(host AS BLOB)) BETWEEN 1 AND 255),"
            "  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),"
            "  interface TEXT NOT NULL DEFAULT '',"
            "  isid_random INTEGER NOT NULL CHECK (isid_random BETWEEN 0 AND 16777215),"
            "  isid_qualifier INTEGER NOT NULL CHECK (isid_qualifier BETWEEN 0 AND 65535),"
            "  last_discovery INTEGER NOT NULL DEFAULT 0 CHECK (last_discovery >= 0),"
            "  last_result TEXT NOT NULL DEFAULT '',"
            "  UNIQUE (host, port, interface), UNIQUE (isid_random, isid_qualifier)) STRICT",
            "INSERT INTO portal_new (id, host, port, isid_random, isid_qualifier, last_discovery, last_result)"
            "  SELECT id, host, port, isid_random, isid_qualifier, last_discovery, last_result FROM portal",
            // Removed rows count too: no id is given a second time.
            "DELETE FROM sqlite_sequence WHERE name = 'portal_new'",
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'portal_new', seq FROM sqlite_sequence WHERE name = "
            "'portal'",
            "CREATE TABLE kept_secret AS SELECT owner, direction, name, sealed FROM portal_secret",
            "CREATE TABLE kept_node AS SELECT id, discovery_portal FROM node WHERE discovery_portal IS NOT NULL",
            "DROP TABLE portal",
            "ALTER TABLE portal_new RENAME TO portal",
            "INSERT OR IGNORE INTO portal_secret (owner, direction, name, sealed)"
            "  SELECT owner, direction, name, sealed FROM kept_secret",
            "UPDATE node SET discovery_portal = (SELECT k.discovery_portal FROM kept_node k WHERE k.id = node.id)"
            "  WHERE id IN (SELECT id FROM kept_node)",
            "DROP TABLE kept_secret",
            "DROP TABLE kept_node",
        },
        // 3 -> 4: portals that are searched without being asked to; what new nodes begin with; when a
        // secret was last of use
        {
            "ALTER TABLE portal ADD COLUMN refresh_interval INTEGER NOT NULL DEFAULT 0"
            "  CHECK (refresh_interval = 0 OR refresh_interval BETWEEN 300 AND 86400)",
            "CREATE TABLE node_defaults (" // no row: the program's own
            "  id INTEGER PRIMARY KEY CHECK (id = 1),"
            "  label TEXT NOT NULL CHECK (label = '')," // a name is for one
            "  startup INTEGER NOT NULL CHECK (startup IN (1, 2)),"
            "  data_plane TEXT NOT NULL CHECK (data_plane IN ('auto', 'user', 'kernel')),"
            "  header_digest INTEGER NOT NULL CHECK (header_digest IN (0, 1, 2)),"
            "  data_digest INTEGER NOT NULL CHECK (data_digest IN (0, 1, 2)),"
            "  max_recv_data_segment_length INTEGER NOT NULL"
            "    CHECK (max_recv_data_segment_length BETWEEN 512 AND 16777215),"
            "  max_burst_length INTEGER NOT NULL CHECK (max_burst_length BETWEEN 512 AND 16777215),"
            "  first_burst_length INTEGER NOT NULL CHECK (first_burst_length BETWEEN 512 AND 16777215),"
            "  initial_r2t INTEGER NOT NULL CHECK (initial_r2t IN (0, 1)),"
            "  immediate_data INTEGER NOT NULL CHECK (immediate_data IN (0, 1)),"
            "  max_outstanding_r2t INTEGER NOT NULL CHECK (max_outstanding_r2t BETWEEN 1 AND 65535),"
            "  login_timeout INTEGER NOT NULL CHECK (login_timeout BETWEEN 1 AND 600),"
            "  replacement_timeout INTEGER NOT NULL CHECK (replacement_timeout BETWEEN -1 AND 86400),"
            "  noop_interval INTEGER NOT NULL CHECK (noop_interval BETWEEN 0 AND 3600),"
            "  noop_timeout INTEGER NOT NULL CHECK (noop_timeout BETWEEN 0 AND 3600),"
            "  command_timeout INTEGER NOT NULL CHECK (command_timeout BETWEEN 0 AND 3600),"
            "  CHECK (first_burst_length <= max_burst_length)) STRICT",
            "ALTER TABLE node_secret ADD COLUMN last_used INTEGER NOT NULL DEFAULT 0 CHECK (last_used >= 0)",
            "ALTER TABLE portal_secret ADD COLUMN last_used INTEGER NOT NULL DEFAULT 0 CHECK (last_used >= 0)",
        },
        // 4 -> 5: how a portal is asked: 0 SendTargets, 1 iSNS
        {
            "ALTER TABLE portal ADD COLUMN kind INTEGER NOT NULL DEFAULT 0 CHECK (kind IN (0, 1))",
        },
        // 5 -> 6: connections of a session
        {
            "ALTER TABLE node ADD COLUMN max_connections INTEGER NOT NULL DEFAULT 1 CHECK (max_connections BETWEEN 1 "
            "AND 8)",
            "ALTER TABLE node_defaults ADD COLUMN max_connections INTEGER NOT NULL DEFAULT 1"
            "  CHECK (max_connections BETWEEN 1 AND 8)",
        },
    };
    return kSteps;
}

Result<> migrate(const QSqlDatabase &db, const std::vector<SchemaStep> &steps, std::size_t from)
{
    if (auto begun = execute(db, QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    const auto apply = [&]() -> Result<> {
        for (std::size_t step = from; step < steps.size(); ++step) {
            for (const char *statement : steps[step]) {
                if (auto done = execute(db, QString::fromUtf8(statement)); !done)
                    return fail(std::move(done.error()).within("migration to version " + std::to_string(step + 1)));
            }
        }
        if (auto done = execute(db, QStringLiteral("PRAGMA user_version = %1").arg(steps.size())); !done)
            return done;
        return execute(db, QStringLiteral("COMMIT"));
    };
    auto applied = apply();
    if (!applied)
        (void)execute(db, QStringLiteral("ROLLBACK")); // fails only if SQLite has rolled back itself
    return applied;
}

Result<QStringList> describeSchema(const QSqlDatabase &db)
{
    QStringList lines;
    Statement query(db, "SELECT m.type, m.name, x.name, x.type, x.\"notnull\", x.pk FROM sqlite_schema m"
                        " LEFT JOIN pragma_table_xinfo(m.name) x ON m.type = 'table' ORDER BY 1, 2, x.cid");
    if (auto done = query.run(); !done)
        return fail(done.error());
    while (query.next()) {
        QStringList fields;
        for (int column = 0; column < 6; ++column)
            fields += query.text(column);
        lines += fields.join(QLatin1Char(' '));
    }
    if (auto end = query.atEnd(); !end)
        return fail(end.error());
    return lines;
}

Result<QStringList> expectedSchema(const std::vector<SchemaStep> &steps, std::size_t version)
{
    const QString connection = QUuid::createUuid().toString();
    Result<QStringList> lines;
    {
        auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        db.setDatabaseName(QStringLiteral(":memory:"));
        const std::vector<SchemaStep> first(steps.begin(), steps.begin() + std::ptrdiff_t(version));
        if (!db.open())
            lines = fail(sqlError(db.lastError()));
        else if (auto made = migrate(db, first, 0); !made)
            lines = fail(made.error());
        else
            lines = describeSchema(db);
    }
    QSqlDatabase::removeDatabase(connection);
    return lines;
}

} // namespace portolan::store
