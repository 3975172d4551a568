// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/store/migrations.h"

#include <QSqlDatabase>
#include <QString>

#include <functional>
#include <memory>

namespace portolan::store {

/// The SQLite file: made, checked, copied, migrated, opened. Belongs to the thread that opened it.
///
/// A file is looked at read-only until it has proved to be sound and ours, so a damaged, foreign or newer one is
/// refused exactly as it was found, its write-ahead log included.
class Database {
public:
    struct Config {
        QString path;
        std::vector<SchemaStep> steps = schemaSteps();
        /// Fills a new database of the newest version before it gets its name.
        std::function<Result<>(const QSqlDatabase &)> fill;
        /// Whether the rows of a database of the newest version make sense; it is opened for writing only then.
        std::function<Result<>(const QSqlDatabase &)> check{};
    };

    /// \return DatabaseDamaged, DatabaseTooNew, DatabaseReadOnly, StoreFailed
    static Result<std::unique_ptr<Database>> open(const Config &config);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// True if there is a database at this path, sound or not.
    [[nodiscard]] static bool exists(const QString &path);

    [[nodiscard]] const QSqlDatabase &handle() const { return m_db; }

    /// Runs `work` as one durable transaction: all of it or, on any error, nothing.
    Result<> transaction(const std::function<Result<>()> &work);

private:
    explicit Database(QString connection)
        : m_connection(std::move(connection))
    {}
    const QString m_connection;
    QSqlDatabase m_db;
};

} // namespace portolan::store
