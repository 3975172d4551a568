// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <cstdint>
#include <optional>

namespace portolan::store {

/// What SQLite said, as one of our codes: damaged, read-only, full, locked. Never contains a bound value.
[[nodiscard]] Error sqlError(const QSqlError &error);

/// A statement that is prepared by its first run().
class Statement {
public:
    Statement(const QSqlDatabase &db, const QString &sql);
    Statement(const QSqlDatabase &db, const char *sql)
        : Statement(db, QString::fromLatin1(sql))
    {}

    /// Binds the values in order and executes; may be called again.
    Result<> run(const QVariantList &values = {});
    /// The next row; false at the end.
    bool next() { return m_query.next(); }
    void finish(); ///< Gives up the rest of the rows; the destructor does it too.
    /// Tells the end of the rows from an error that cut them short.
    Result<> atEnd() const;

    [[nodiscard]] QString text(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] std::int64_t number(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] QByteArray blob(int column) const { return m_query.value(column).toByteArray(); }
    [[nodiscard]] bool isNull(int column) const { return m_query.isNull(column); }
    [[nodiscard]] std::int64_t insertedId() const { return m_insertedId; }

private:
    QSqlQuery m_query;
    const QString m_sql;
    bool m_prepared = false;
    std::int64_t m_insertedId = 0;
};

/// Executes one statement that returns no rows we want.
Result<> execute(const QSqlDatabase &db, const QString &sql);
/// The first column of the first row.
Result<QVariant> queryValue(const QSqlDatabase &db, const QString &sql);

/// Bound as text even if the QString is null, which Qt would bind as NULL.
[[nodiscard]] inline QVariant sqlText(const QString &text) { return text.isNull() ? QString(QLatin1String("")) : text; }
[[nodiscard]] inline QVariant sqlNumber(std::int64_t number) { return QVariant(qlonglong(number)); }
template <typename T>
[[nodiscard]] QVariant sqlNumber(const std::optional<T> &number)
{
    return number ? QVariant(qlonglong(*number)) : QVariant(QMetaType::fromType<qlonglong>());
}

} // namespace portolan::store
