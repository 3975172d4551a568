// SPDX-License-Identifier: GPL-3.0-or-later
// udisks_person BUS tell DEVICE | use DEVICE TYPE LABEL FOLDER TYPED | mount DEVICE FOLDER | unmount DEVICE [forget] |
//               forget DEVICE | grow DEVICE
// Prints one object of JSON. Exit code 0: done; 1: refused, with "problem" (udisks::Problem) and "detail"; 2: usage.
#include "gui/wizards/grow_dialog.h"
#include "gui/wizards/mount_run.h"
#include "gui/wizards/unmount_run.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <iostream>

using namespace portolan;
using namespace portolan::udisks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void print(const QJsonObject &object)
{
    std::cout << QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() << std::endl;
}

void finish(const Outcome<> &outcome)
{
    if (!outcome)
        print({{u"problem"_s, int(outcome.error().problem)}, {u"detail"_s, outcome.error().detail}});
    QCoreApplication::exit(outcome ? 0 : 1);
}

void tell(const Disk &disk)
{
    QJsonArray entries;
    for (const FstabEntry &entry : disk.entries)
        entries << QJsonObject{{u"folder"_s, entry.directory}, {u"options"_s, entry.options}};
    print({{u"device"_s, disk.device},
           {u"content"_s, int(disk.content)},
           {u"type"_s, disk.type},
           {u"label"_s, disk.label},
           {u"uuid"_s, disk.uuid},
           {u"size"_s, double(disk.sizeBytes)},
           {u"fileSystemSize"_s, double(disk.fileSystemBytes)},
           {u"mounted"_s, QJsonArray::fromStringList(disk.mountPoints)},
           {u"entries"_s, entries}});
    QCoreApplication::exit(0);
}

class Person : public QObject {
public:
    Person(const QDBusConnection &bus, QStringList words)
        : m_words(std::move(words))
        , m_udisks(bus)
        , m_run(m_udisks)
        , m_unmount(m_udisks)
        , m_grow(m_udisks)
    {
        connect(&m_udisks, &UDisksClient::changed, this, &Person::look);
        connect(&m_run, &gui::MountRun::finished, this, [](const QString &folder) {
            print({{u"folder"_s, folder}});
            QCoreApplication::exit(0);
        });
        connect(&m_run, &gui::MountRun::failed, this,
                [](const Failure &failure) { finish(failed(failure.problem, failure.detail)); });
        connect(&m_unmount, &gui::UnmountRun::finished, this, [this] {
            const auto &stuck = m_unmount.stuck();
            finish(stuck.empty() ? Outcome<>() : Outcome<>(tl::unexpected(stuck.front().failure)));
        });
        connect(&m_grow, &gui::GrowRun::finished, this, [] { finish({}); });
        connect(&m_grow, &gui::GrowRun::failed, this,
                [](const Failure &failure) { finish(failed(failure.problem, failure.detail)); });
        // A disk and the tools of this computer become known one after the other.
        QTimer::singleShot(30s, this, [this] { finish(failed(m_acting ? Problem::NotAnswering : Problem::Gone)); });
        m_udisks.start();
    }

private:
    void look()
    {
        if (const auto &failure = m_udisks.failure(); failure && !m_acting)
            return finish(failed(failure->problem, failure->detail));
        const auto disk = m_udisks.disk(m_words.at(1));
        const bool format = m_words.at(0) == u"use"_s, grow = m_words.at(0) == u"grow"_s;
        if (m_acting || !disk || (format && !m_udisks.fileSystemsFor(disk->sizeBytes).contains(m_words.at(2))))
            return;
        if (grow && (!gui::grownFileSystem(m_udisks, *disk) || m_udisks.growthTools(disk->type) == GrowthTools()))
            return;
        m_acting = true;
        // Not from inside a signal of the client that is asked next.
        QMetaObject::invokeMethod(
            this, [this, found = *disk] { act(found); }, Qt::QueuedConnection);
    }

    void act(const Disk &disk)
    {
        const QString &verb = m_words.at(0);
        const Disk part = m_udisks.mountable(disk).value_or(disk);
        if (verb == u"tell"_s)
            return tell(part);
        if (verb == u"use"_s)
            return m_run.start({disk, true, m_words.at(2), m_words.at(3), m_words.value(5), m_words.at(4)});
        if (verb == u"mount"_s)
            return m_run.start({part, false, {}, {}, {}, m_words.value(2)});
        if (verb == u"unmount"_s)
            return m_unmount.start({part.device}, m_words.value(2) == u"forget"_s);
        if (verb == u"grow"_s)
            return m_grow.start(*gui::grownFileSystem(m_udisks, disk));
        if (part.entries.empty())
            return finish(failed(Problem::Failed, u"no entry"_s));
        m_udisks.removeEntry(part.object, part.entries.front(), this, finish);
    }

    const QStringList m_words;
    UDisksClient m_udisks;
    gui::MountRun m_run;
    gui::UnmountRun m_unmount;
    gui::GrowRun m_grow;
    bool m_acting = false;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 4 || (words.at(2) == u"use"_s && words.size() < 7))
        return 2;
    const Person person(QDBusConnection::connectToBus(words.at(1), u"person"_s), words.mid(2));
    return QCoreApplication::exec();
}
