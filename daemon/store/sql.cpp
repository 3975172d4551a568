// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/sql.h"

namespace portolan::store {

namespace {

/// Primary result codes of SQLite (sqlite3.h); its extended codes carry them in the low byte.
enum SqliteCode {
    SqliteBusy = 5,
    SqliteLocked = 6,
    SqliteReadOnly = 8,
    SqliteCorrupt = 11,
    SqliteFull = 13,
    SqliteNotADb = 26
};

} // namespace

Error sqlError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const std::string text = (error.databaseText().isEmpty() ? error.driverText() : error.databaseText()).toStdString();
    switch (code) {
    case SqliteCorrupt:
    case SqliteNotADb:
        return {ErrorCode::DatabaseDamaged, text};
    case SqliteReadOnly:
        return {ErrorCode::DatabaseReadOnly, text};
    case SqliteFull:
        return {ErrorCode::StoreFailed, "the disk is full"};
    case SqliteBusy:
    case SqliteLocked:
        return {ErrorCode::StoreFailed, "another program keeps the database locked"};
    default:
        return {ErrorCode::StoreFailed, "database: " + text};
    }
}

Statement::Statement(const QSqlDatabase &db, const QString &sql)
    : m_query(db)
    , m_sql(sql)
{
    m_query.setForwardOnly(true);
}

Result<> Statement::run(const QVariantList &values)
{
    m_prepared = m_prepared || m_query.prepare(m_sql);
    if (!m_prepared)
        return fail(sqlError(m_query.lastError()));
    m_query.finish();
    for (int i = 0; i < values.size(); ++i)
        m_query.bindValue(i, values[i]);
    if (!m_query.exec())
        return fail(sqlError(m_query.lastError()));
    if (!m_query.isSelect()) {
        m_insertedId = m_query.lastInsertId().toLongLong();
        m_query.finish(); // which forgets the id
    }
    return {};
}

Result<> Statement::atEnd() const
{
    if (m_query.lastError().isValid())
        return fail(sqlError(m_query.lastError()));
    return {};
}

void Statement::finish() { m_query.finish(); }

Result<> execute(const QSqlDatabase &db, const QString &sql)
{
    QSqlQuery query(db);
    if (!query.exec(sql))
        return fail(sqlError(query.lastError()));
    return {};
}

Result<QVariant> queryValue(const QSqlDatabase &db, const QString &sql)
{
    QSqlQuery query(db);
    if (!query.exec(sql))
        return fail(sqlError(query.lastError()));
    if (!query.next()) {
        if (query.lastError().isValid())
            return fail(sqlError(query.lastError()));
        return fail(ErrorCode::NotFound, "the query has no row");
    }
    return query.value(0);
}

} // namespace portolan::store
