// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/database.h"

#include "common/types/unique_fd.h"
#include "daemon/store/file_io.h"
#include "daemon/store/sql.h"

#include <QFile>
#include <QUuid>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace portolan::store {

namespace {

constexpr std::array<char, 16> kMagic{'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f', 'o', 'r', 'm', 'a', 't', ' ', '3', '\0'};

Error damaged(const QString &path, const std::string &how)
{
    return Error{ErrorCode::DatabaseDamaged,
                 path.toStdString() + " is damaged: " + how +
                     "; it was left as it is. Restore a copy, or move it away to start anew"};
}

/// Names the file in errors that came from SQL.
Error about(const QString &path, Error error)
{
    if (error.code == ErrorCode::DatabaseDamaged)
        return damaged(path, error.message);
    return std::move(error).within(path.toStdString());
}

/// True if there are changes that SQLite has yet to take over into the file.
bool hasLog(const QString &path)
{
    struct stat status {};
    return ::stat(QFile::encodeName(path + QStringLiteral("-wal")).constData(), &status) == 0 && status.st_size > 0;
}

/// What can be said without SQLite, which would take an empty file for a new database and throw its log away.
Result<> checkFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status {};
    if (::lstat(name.constData(), &status) != 0)
        return fail(ioError(QStringLiteral("use %1").arg(path), errno));
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::StoreFailed, path.toStdString() + " is not a regular file");
    const UniqueFd fd(::open(name.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!fd)
        return fail(ioError(QStringLiteral("write %1").arg(path), errno));
    if ((status.st_mode & S_IWUSR) == 0) // root may write all the same, but somebody said that it shall not
        return fail(ErrorCode::DatabaseReadOnly, path.toStdString() + " is marked read-only");
    std::array<char, 18> head{};
    const ssize_t count = ::pread(fd.get(), head.data(), head.size(), 0);
    if (count == 0)
        return fail(damaged(path, "it is empty"));
    if (count != ssize_t(head.size()) || !std::equal(kMagic.begin(), kMagic.end(), head.begin()))
        return fail(damaged(path, "it does not begin like an SQLite database"));
    // SQLite would read zeros in place of what is missing of the last page. Only a log could still hold that page.
    const unsigned stored = unsigned(static_cast<unsigned char>(head[16])) << 8 | static_cast<unsigned char>(head[17]);
    const off_t pageSize = stored == 1 ? 65536 : off_t(stored);
    if (pageSize < 512 || (status.st_size % pageSize != 0 && !hasLog(path)))
        return fail(damaged(path, "its length is not a number of pages"));
    return {};
}

Result<int> readVersion(const QSqlDatabase &db, const QString &path, std::size_t newest)
{
    const auto application = queryValue(db, QStringLiteral("PRAGMA application_id"));
    if (!application)
        return fail(about(path, application.error()));
    if (application->toInt() != kApplicationId)
        return fail(damaged(path, "it is not a database of Portolan"));
    const auto version = queryValue(db, QStringLiteral("PRAGMA user_version"));
    if (!version)
        return fail(about(path, version.error()));
    if (version->toInt() > int(newest))
        return fail(ErrorCode::DatabaseTooNew, path.toStdString() + " has version " + std::to_string(version->toInt()) +
                                                   ", this program knows versions up to " + std::to_string(newest) +
                                                   "; it was left as it is. Install the newer program again");
    if (version->toInt() < 1)
        return fail(damaged(path, "its version is " + std::to_string(version->toInt())));
    return version->toInt();
}

Result<> checkContent(const QSqlDatabase &db, const QString &path, const QStringList &expected)
{
    const auto integrity = queryValue(db, QStringLiteral("PRAGMA integrity_check(1)"));
    if (!integrity)
        return fail(about(path, integrity.error()));
    if (integrity->toString() != QLatin1String("ok"))
        return fail(damaged(path, integrity->toString().simplified().toStdString()));
    const auto orphan = queryValue(db, QStringLiteral("PRAGMA foreign_key_check"));
    if (orphan)
        return fail(
            damaged(path, "a row of " + orphan->toString().toStdString() + " refers to one that does not exist"));
    if (orphan.error().code != ErrorCode::NotFound)
        return fail(about(path, orphan.error()));
    const auto schema = describeSchema(db);
    if (!schema)
        return fail(about(path, schema.error()));
    if (*schema != expected)
        return fail(damaged(path, "its tables are not those of its version"));
    return {};
}

/// Opens under a connection name of its own, hands over to `use` and closes again.
template <typename T>
Result<T> withConnection(const QString &path, const QString &options,
                         const std::function<Result<T>(const QSqlDatabase &)> &use)
{
    const QString connection = QUuid::createUuid().toString();
    Result<T> result;
    {
        auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        db.setDatabaseName(path);
        db.setConnectOptions(options);
        if (!db.open())
            result = fail(about(path, sqlError(db.lastError())));
        else
            result = use(db);
    }
    QSqlDatabase::removeDatabase(connection);
    return result;
}

/// \return the version of a sound database. A read-only connection cannot write its log back into the file.
Result<int> inspect(const Database::Config &config)
{
    const std::function<Result<int>(const QSqlDatabase &)> look = [&](const QSqlDatabase &db) -> Result<int> {
        const auto version = readVersion(db, config.path, config.steps.size());
        if (!version)
            return version;
        const auto expected = expectedSchema(config.steps, std::size_t(*version));
        if (!expected)
            return fail(expected.error());
        if (auto sound = checkContent(db, config.path, *expected); !sound)
            return fail(sound.error());
        if (std::size_t(*version) == config.steps.size() && config.check) {
            if (auto sound = config.check(db); !sound)
                return fail(about(config.path, sound.error()));
        }
        return version;
    };
    return withConnection(config.path, QStringLiteral("QSQLITE_OPEN_READONLY"), look);
}

Result<> useWriteAheadLog(const QSqlDatabase &db)
{
    const auto mode = queryValue(db, QStringLiteral("PRAGMA journal_mode = WAL"));
    if (!mode)
        return fail(mode.error());
    if (mode->toString() != QLatin1String("wal"))
        return fail(ErrorCode::StoreFailed, "this file system cannot carry SQLite's write-ahead log");
    return {};
}

/// Made under another name and renamed when whole: an empty or half-made file under its own name is always damage.
Result<> create(const Database::Config &config)
{
    const QString temporary = config.path + QStringLiteral(".new");
    if (hasLog(config.path))
        return fail(damaged(config.path, "it is missing, but its log " + config.path.toStdString() + "-wal is there"));
    if (auto made = createEmptyFile(temporary); !made)
        return made;
    for (const char *leftover : {"-journal", "-wal", "-shm"}) {
        const QString name = temporary + QLatin1String(leftover);
        if (::unlink(QFile::encodeName(name).constData()) != 0 && errno != ENOENT)
            return fail(ioError(QStringLiteral("remove %1").arg(name), errno));
    }
    const std::function<Result<>(const QSqlDatabase &)> build = [&](const QSqlDatabase &db) -> Result<> {
        if (auto done = execute(db, QStringLiteral("PRAGMA application_id = %1").arg(kApplicationId)); !done)
            return done;
        if (auto done = migrate(db, config.steps, 0); !done)
            return done;
        if (auto done = config.fill(db); !done)
            return done;
        // Here rather than at the first opening: the change of mode goes through a rollback journal, and a file that
        // a kill left with one cannot be inspected without writing to it.
        return useWriteAheadLog(db);
    };
    if (auto built = withConnection(temporary, QString(), build); !built)
        return built;
    if (auto synced = syncFile(temporary); !synced)
        return synced;
    return renameDurably(temporary, config.path);
}

Result<> applyPragmas(const QSqlDatabase &db)
{
    if (auto done = useWriteAheadLog(db); !done)
        return done;
    for (const char *pragma :
         {"PRAGMA synchronous = FULL", // a change that was reported done survives a power cut
          "PRAGMA foreign_keys = ON",
          "PRAGMA secure_delete = ON", // a removed secret does not stay in free pages
          "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "PRAGMA temp_store = MEMORY"}) {
        if (auto done = execute(db, QString::fromLatin1(pragma)); !done)
            return done;
    }
    return {};
}

/// A copy as of before the migration, so that the older program can be used again.
Result<> copyBeforeMigration(const QSqlDatabase &db, const QString &path, int version)
{
    const QString copy = QStringLiteral("%1.v%2").arg(path).arg(version);
    const QString temporary = copy + QStringLiteral(".new");
    if (auto made = createEmptyFile(temporary); !made) // with our mode; VACUUM INTO accepts an empty file
        return made;
    Statement vacuum(db, "VACUUM INTO ?");
    if (auto copied = vacuum.run({temporary}); !copied)
        return fail(std::move(copied.error()).within("copy before the migration"));
    if (auto synced = syncFile(temporary); !synced)
        return synced;
    return renameDurably(temporary, copy);
}

} // namespace

bool Database::exists(const QString &path)
{
    struct stat status {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0;
}

Result<std::unique_ptr<Database>> Database::open(const Config &config)
{
    if (!exists(config.path)) {
        if (auto created = create(config); !created)
            return fail(created.error());
    }
    if (auto usable = checkFile(config.path); !usable)
        return fail(usable.error());
    const auto version = inspect(config);
    if (!version)
        return fail(version.error());

    std::unique_ptr<Database> database(new Database(QUuid::createUuid().toString()));
    auto &db = database->m_db;
    db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), database->m_connection);
    db.setDatabaseName(config.path);
    if (!db.open())
        return fail(about(config.path, sqlError(db.lastError())));
    if (auto applied = applyPragmas(db); !applied)
        return fail(about(config.path, applied.error()));
    if (std::size_t(*version) < config.steps.size()) {
        if (auto copied = copyBeforeMigration(db, config.path, *version); !copied)
            return fail(copied.error());
        if (auto migrated = migrate(db, config.steps, std::size_t(*version)); !migrated)
            return fail(about(config.path, migrated.error()));
    }
    return database;
}

Database::~Database()
{
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<> Database::transaction(const std::function<Result<>()> &work)
{
    // IMMEDIATE: a lock held by somebody else is met before the work, not in its middle.
    if (auto begun = execute(m_db, QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    auto done = work();
    if (done)
        done = execute(m_db, QStringLiteral("COMMIT"));
    if (!done)
        (void)execute(m_db, QStringLiteral("ROLLBACK")); // fails only if SQLite has rolled back itself
    return done;
}

} // namespace portolan::store
