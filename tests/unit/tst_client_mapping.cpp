// SPDX-License-Identifier: GPL-3.0-or-later
// Properties into structs: every property of the XML has a field, and hostile values do no harm.
#include "common/dbus/names.h"
#include "gui/client/mapping.h"
#include "gui/client/mirror.h"
#include "gui/client/node_settings.h"
#include "gui/client/plain_value.h"
#include "gui/client/secret_file.h"

#include <QDBusVariant>
#include <QTest>
#include <QTranslator>

#include <array>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace portolan;
using namespace portolan::client;
using Kind = Mirror::Kind;

namespace {

QString node(const char *name) { return dbus::kRootPath + QStringLiteral("/nodes/") + QLatin1String(name); }

const QString kNodeInterface = dbus::kInterfacePrefix + QStringLiteral("Node");
const QString kLunInterface = dbus::kInterfacePrefix + QStringLiteral("Lun");

} // namespace

class TestClientMapping : public QObject {
    Q_OBJECT

private slots:
    void wrongTypesLeaveTheFieldAlone()
    {
        NodeInfo info;
        apply(info, {{QStringLiteral("Port"), QVariant::fromValue(ushort(3260))},
                     {QStringLiteral("Status"), 3U},
                     {QStringLiteral("TargetName"), QStringLiteral("iqn.x")},
                     {QStringLiteral("HasSecret"), true},
                     {QStringLiteral("Tpgt"), 7}});
        const NodeInfo before = info;
        apply(info, {{QStringLiteral("Port"), QStringLiteral("99")},
                     {QStringLiteral("Status"), QStringLiteral("3")},
                     {QStringLiteral("TargetName"), 5},
                     {QStringLiteral("HasSecret"), 0U},
                     {QStringLiteral("Tpgt"), QVariantMap()},
                     {QStringLiteral("Session"), QVariantList{1}},
                     {QStringLiteral("Label"), QVariant()},
                     {QStringLiteral("NoSuchProperty"), 1}});
        QCOMPARE(info, before);
    }

    void numbersThatDoNotFit()
    {
        NodeInfo info;
        apply(info, {{QStringLiteral("Port"), 70000U}, {QStringLiteral("Tpgt"), 1LL << 40}});
        QCOMPARE(info.port, quint16(0));
        QCOMPARE(info.tpgt, -1);
        DeviceUser user;
        apply(user, {{QStringLiteral("pid"), ~0ULL}});
        QCOMPARE(user.pid, 0);
    }

    void unknownEnumeratorsAreUnknown()
    {
        NodeInfo info;
        apply(info, {{QStringLiteral("Status"), 3U}});
        QCOMPARE(info.status, dbus::NodeStatus::Connected);
        apply(info, {{QStringLiteral("Status"), 99U}, {QStringLiteral("AuthMode"), 4U}});
        QCOMPARE(info.status, dbus::NodeStatus::Unknown);
        QCOMPARE(info.authMode, dbus::AuthMode::Unknown);
    }

    void times()
    {
        NodeInfo info;
        apply(info, {{QStringLiteral("LastLogin"), 1'700'000'000LL},
                     {QStringLiteral("NextAttempt"), 1'700'000'000'123'456LL}});
        QCOMPARE(info.lastLogin.toSecsSinceEpoch(), 1'700'000'000);
        QCOMPARE(info.nextAttempt.toMSecsSinceEpoch(), 1'700'000'000'123);
        apply(info, {{QStringLiteral("LastLogin"), 0LL}, {QStringLiteral("NextAttempt"), -5LL}});
        QVERIFY(!info.lastLogin.isValid() && !info.nextAttempt.isValid());
        apply(info, {{QStringLiteral("LastLogin"), std::numeric_limits<qint64>::max()}});
        QVERIFY(!info.lastLogin.isValid());
    }

    /// What a target says about itself reaches terminals and windows.
    void controlCharactersAreReplaced()
    {
        SessionInfo info;
        apply(info, {{QStringLiteral("Alias"), QStringLiteral("a\x1b[2J\nb\u202Ec\u0007 ü 存")}});
        QCOMPARE(info.alias, QStringLiteral("a\uFFFD[2J\uFFFDb\uFFFDc\uFFFD ü 存"));
        QCOMPARE(cleaned(QStringLiteral("plain")), QStringLiteral("plain"));
    }

    void nestedValuesBecomePlain()
    {
        const QVariantMap inner{{QStringLiteral("path"), QVariant::fromValue(QDBusObjectPath(QStringLiteral("/a")))}};
        const QVariant value =
            plain(QVariantMap{{QStringLiteral("list"), QVariantList{inner, QVariant::fromValue(QDBusVariant(5))}}});
        const auto list = value.toMap().value(QStringLiteral("list")).toList();
        QCOMPARE(list.at(0).toMap().value(QStringLiteral("path")).toString(), QStringLiteral("/a"));
        QCOMPARE(list.at(1).toInt(), 5);
    }

    void deepNestingEnds()
    {
        QVariant value = 1;
        for (int i = 0; i < 100; ++i)
            value = QVariantList{value};
        QVariant flat = plain(value);
        int depth = 0;
        for (; flat.typeId() == QMetaType::QVariantList && !flat.toList().isEmpty(); ++depth)
            flat = flat.toList().constFirst();
        QVERIFY(depth < 20);
    }

    void mirrorKnowsItsPaths()
    {
        Mirror mirror;
        QCOMPARE(mirror.add(QStringLiteral("/org/elsewhere/nodes/1"), kNodeInterface, {}).kind, Kind::None);
        QCOMPARE(mirror.add(node("1"), QStringLiteral("org.elsewhere.Node"), {}).kind, Kind::None);
        QCOMPARE(mirror.add(node("1"), dbus::kInterfacePrefix + QStringLiteral("Invented"), {}).kind, Kind::None);
        QCOMPARE(mirror.add(dbus::kRootPath + QStringLiteral("/odd"), kLunInterface, {}).kind,
                 Kind::None); // belongs to no session
        QCOMPARE(mirror.add(node("1"), kNodeInterface, {}).kind, Kind::Node);
        QCOMPARE(mirror.update(node("2"), kNodeInterface, {{QStringLiteral("Label"), QStringLiteral("x")}}).kind,
                 Kind::None);
        QVERIFY(!mirror.nodes().contains(node("2")));
        QCOMPARE(mirror.update(node("1"), kNodeInterface, {{QStringLiteral("Label"), QStringLiteral("x")}}).kind,
                 Kind::Node);
        QCOMPARE(mirror.update(node("1"), kNodeInterface, {{QStringLiteral("Label"), QStringLiteral("x")}}).kind,
                 Kind::None);
        const QString lun = dbus::kRootPath + QStringLiteral("/sessions/3/luns/0000000000000000");
        QCOMPARE(mirror.add(lun, kLunInterface, {}).session, dbus::kRootPath + QStringLiteral("/sessions/3"));
        QCOMPARE(mirror.remove(node("9"), kNodeInterface).kind, Kind::None);
        QCOMPARE(mirror.clear().size(), 2U);
        QVERIFY(mirror.nodes().isEmpty() && mirror.luns().isEmpty());
    }

    void interfacesAddedReplaces()
    {
        Mirror mirror;
        mirror.add(node("1"), kNodeInterface,
                   {{QStringLiteral("Label"), QStringLiteral("old")}, {QStringLiteral("Status"), 3U}});
        QCOMPARE(mirror.add(node("1"), kNodeInterface, {{QStringLiteral("Status"), 1U}}).kind, Kind::Node);
        QVERIFY(mirror.nodes().value(node("1")).label.isEmpty());
    }

    void settingsOfANode()
    {
        NodeInfo info;
        apply(info, {{QStringLiteral("MaxBurstLength"), 65536U},
                     {QStringLiteral("InitialR2T"), true},
                     {QStringLiteral("ReplacementTimeout"), -1},
                     {QStringLiteral("FirstBurstLength"), 5U},
                     {QStringLiteral("HeaderDigest"), QStringLiteral("off")}});
        QCOMPARE(info.settings.size(), 3); // out of range and wrong type are left out
        QCOMPARE(info.settings.value(QStringLiteral("MaxBurstLength")).typeId(), int(QMetaType::UInt));
        QCOMPARE(info.settings.value(QStringLiteral("ReplacementTimeout")).typeId(), int(QMetaType::Int));
    }

    void settingsAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("value");
        const auto row = [](const char *name, const char *text, const QVariant &value) {
            QTest::addRow("%s=%.20s", name, text) << QString::fromUtf8(name) << QString::fromUtf8(text) << value;
        };
        row("max-burst-length", "65536", 65536U);
        row("max-burst-length", "64KiB", 65536U);
        row("max-burst-length", "1 MiB", 1048576U);
        row("MaxBurstLength", "512", 512U);
        row("max-burst-length", "511", {});
        row("max-burst-length", "16777215", 16777215U);
        row("max-burst-length", "16MiB", {});
        row("max-burst-length", "-1", {});
        row("max-burst-length", "999999999999999999999", {});
        row("max-burst-length", "9000000000000MiB", {});
        row("login-timeout", "15k", {}); // seconds have no KiB
        row("header-digest", "require", 2U);
        row("header-digest", "maybe", {});
        row("header-digest", "1", 1U);
        row("auto-login", "at-start", 2U);
        row("auto-login", "manual", 1U);
        row("auto-login", "0", {});
        row("initial-r2t", "yes", true);
        row("initial-r2t", "off", false);
        row("initial-r2t", "2", {});
        row("replacement-timeout", "-1", -1);
        row("replacement-timeout", "-2", {});
        row("data-plane", "kernel", QStringLiteral("kernel"));
        row("data-plane", "magic", {});
        row("label", "Sicherung über Nacht", QStringLiteral("Sicherung über Nacht"));
        row("label", "", QString(QLatin1String("")));
        row("label", "a\nb", {});
    }

    void settingsAsPeopleWriteThem()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QVariant, value);
        const NodeSetting *setting = nodeSetting(name);
        QVERIFY(setting);
        const auto parsed = setting->parse(text);
        QCOMPARE(bool(parsed), value.isValid());
        if (!parsed) {
            QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
            QVERIFY(parsed.error().message.find(setting->range().toStdString()) != std::string::npos);
            return;
        }
        QCOMPARE(parsed->typeId(), value.typeId());
        QCOMPARE(*parsed, value);
        const auto again = setting->parse(setting->text(*parsed)); // what is shown can be typed
        QVERIFY(again);
        QCOMPARE(*again, value);
    }

    /// What may be typed stays, whatever the language; what describes it does not.
    void rangesInAnotherLanguage()
    {
        class Upper : public QTranslator {
        public:
            QString translate(const char *, const char *text, const char *, int) const override
            {
                return QString::fromUtf8(text).toUpper();
            }
            bool isEmpty() const override { return false; }
        } upper;
        QVERIFY(QCoreApplication::installTranslator(&upper));
        const auto *time = nodeSetting(QStringLiteral("login-timeout"));
        QCOMPARE(time->rangeText(), QStringLiteral("1..600 SECONDS"));
        QCOMPARE(time->range(), QStringLiteral("1..600 seconds"));
        QCOMPARE(nodeSetting(QStringLiteral("label"))->rangeText(), QStringLiteral("TEXT OF AT MOST 255 BYTES"));
        QCOMPARE(nodeSetting(QStringLiteral("header-digest"))->rangeText(), QStringLiteral("off|prefer|require"));
        QCOMPARE(nodeSetting(QStringLiteral("initial-r2t"))->rangeText(), QStringLiteral("yes|no"));
        QCOMPARE(nodeSetting(QStringLiteral("max-outstanding-r2t"))->rangeText(), QStringLiteral("1..65535"));
        QVERIFY(!time->parse(QStringLiteral("0")));
        QCOMPARE(time->parse(QStringLiteral("0")).error().message, std::string("login-timeout must be 1..600 SECONDS"));
    }

    void longLabelIsRefused()
    {
        QVERIFY(nodeSetting(QStringLiteral("label"))->parse(QString(255, u'x')));
        QVERIFY(!nodeSetting(QStringLiteral("label"))->parse(QString(256, u'x')));
        QVERIFY(!nodeSetting(QStringLiteral("no-such")));
    }

    void secretFileIsSealed()
    {
        const char text[] = "twelve bytes";
        const auto file = sealedFile(Secret(std::as_bytes(std::span(text, sizeof text - 1))));
        QVERIFY(file);
        const int fd = file->fileDescriptor();
        std::array<char, 64> buffer{};
        QCOMPARE(::read(fd, buffer.data(), buffer.size()), ssize_t(12));
        QCOMPARE(std::memcmp(buffer.data(), text, 12), 0);
        QVERIFY(::write(fd, "x", 1) < 0);
        QVERIFY(::ftruncate(fd, 0) < 0);
        QVERIFY((::fcntl(fd, F_GET_SEALS) & F_SEAL_WRITE) != 0);
    }
};

QTEST_GUILESS_MAIN(TestClientMapping)
#include "tst_client_mapping.moc"
