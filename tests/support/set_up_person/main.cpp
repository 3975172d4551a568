// SPDX-License-Identifier: GPL-3.0-or-later
// set_up_person BUS ADDRESS USERNAME FOLDER < password of the target
// Searches, connects, formats the first disk and mounts it, as the window does. Prints one object of JSON: "folder", or
// "step" and "error". Exit code 0: done; 1: refused; 2: usage.
#include "gui/wizards/add_storage_run.h"
#include "gui/wizards/mount_run.h"
#include "gui/wizards/one_password.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <iostream>
#include <span>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void finish(const QJsonObject &object)
{
    std::cout << QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() << std::endl;
    QCoreApplication::exit(object.contains(u"folder"_s) ? 0 : 1);
}

void fail(const QString &step, const QString &error) { finish({{u"step"_s, step}, {u"error"_s, error}}); }

class Person : public QObject {
public:
    Person(const QDBusConnection &bus, QString address, QString username, Secret secret, QString folder)
        : m_address(std::move(address))
        , m_folder(std::move(folder))
        , m_client(bus)
        , m_udisks(bus)
        , m_run(m_client)
        , m_mount(m_udisks)
    {
        m_credentials.username = std::move(username);
        m_credentials.secret = std::move(secret);
        m_udisks.setBeforePassword(gui::onePassword(m_client));
        connect(&m_client, &client::InitiatorClient::permissionsChanged, this, &Person::search);
        connect(&m_run.discovery(), &gui::DiscoveryRun::failed, this,
                [](const Error &error) { fail(u"search"_s, QString::fromStdString(error.message)); });
        connect(&m_run.discovery(), &gui::DiscoveryRun::finished, this,
                [this] { m_run.connectTo(m_run.discovery().nodes(), true); });
        connect(&m_run, &gui::AddStorageRun::loginChanged, this, &Person::followLogin);
        connect(&m_client, &client::InitiatorClient::lunChanged, this, &Person::lookAtDisks);
        connect(&m_udisks, &udisks::UDisksClient::changed, this, &Person::lookAtDisks);
        connect(&m_mount, &gui::MountRun::finished, this, [](const QString &at) { finish({{u"folder"_s, at}}); });
        connect(&m_mount, &gui::MountRun::failed, this, [](const udisks::Failure &failure) {
            fail(u"mount"_s, udisks::sentenceOf(failure, {}) + u' ' + failure.detail);
        });
        QTimer::singleShot(60s, this, [] { fail(u"any"_s, u"it took too long"_s); });
        m_client.start();
        m_udisks.start();
    }

private:
    void search()
    {
        if (std::exchange(m_searched, true))
            return;
        m_run.discovery().start({m_address.toStdString(), kDefaultPort}, {});
    }

    void followLogin(gui::LoginRun *login)
    {
        switch (login->state()) {
        case gui::LoginRun::State::NeedsPassword:
            if (std::exchange(m_typed, true))
                return fail(u"password"_s, QString::fromStdString(login->error().message));
            return login->startWith(m_credentials);
        case gui::LoginRun::State::Failed:
        case gui::LoginRun::State::Cancelled:
            return fail(u"login"_s, QString::fromStdString(login->error().message));
        case gui::LoginRun::State::Connected:
            m_connected = true;
            return lookAtDisks();
        case gui::LoginRun::State::Working:
            break;
        }
    }

    void lookAtDisks()
    {
        if (!m_connected || m_mount.running())
            return;
        for (const client::LunInfo &lun : m_client.luns()) {
            const auto disk = m_udisks.disk(lun.device);
            if (!disk || !m_udisks.fileSystemsFor(disk->sizeBytes).contains(u"ext4"_s))
                continue;
            m_connected = false; // once is enough
            return m_mount.start({*disk, true, u"ext4"_s, u"mine"_s, {}, m_folder});
        }
    }

    const QString m_address, m_folder;
    gui::Credentials m_credentials;
    client::InitiatorClient m_client;
    udisks::UDisksClient m_udisks;
    gui::AddStorageRun m_run;
    gui::MountRun m_mount;
    bool m_searched = false, m_typed = false, m_connected = false;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 5)
        return 2;
    std::string secret;
    std::getline(std::cin, secret); // also the sign to begin
    const auto bus = client::InitiatorClient::connectTo(words.at(1));
    if (!bus)
        return 2;
    const Person person(*bus, words.at(2), words.at(3), Secret(std::as_bytes(std::span(secret))), words.at(4));
    return QCoreApplication::exec();
}
