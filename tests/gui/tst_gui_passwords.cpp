// SPDX-License-Identifier: GPL-3.0-or-later
// The passwords of all targets in one window, against the real service and a target that asks for one.
#include "gui/models/passwords_model.h"
#include "tests/gui/desktop.h"
#include "tests/gui/sandbox.h"

#include <QAbstractItemModelTester>
#include <QDialog>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::MainActions;
using gui::PasswordsModel;

namespace {

constexpr int kPatience = 20'000; // ms; a busy machine
const QString kOpen = u"iqn.2026-11.org.portolan.test:open"_s, kVault = u"iqn.2026-11.org.portolan.test:vault"_s;
const QString kSecret = u"alices-secret-1"_s;

} // namespace

class TestGuiPasswords : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_server.emplace().start({{kOpen}, {kVault, StorageServer::Account{u"alice"_s, kSecret}}}), QString());
        QCOMPARE(m_sandbox.emplace().start(), QString());
        m_desktop.emplace(m_sandbox->busAddress());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        m_desktop->client.discover(u"127.0.0.1"_s, m_server->address().section(u':', -1).toUShort(), {},
                                   &m_desktop->window, [](const Result<QString> &) { /* the nodes tell */ });
        QTRY_COMPARE(m_desktop->client.nodes().size(), 2U);
        m_desktop->window.actions()[MainActions::Passwords]->trigger();
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
    }

    void cleanup()
    {
        m_desktop.reset();
        QCOMPARE(m_sandbox->close(), QStringList());
        m_sandbox.reset();
        m_server.reset();
    }

    void setTestReplaceRemove()
    {
        const QAbstractItemModelTester tester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        choose(kVault);
        QCOMPARE(cell(kVault, PasswordsModel::Password), u"None"_s);
        QCOMPARE(cell(kVault, PasswordsModel::LastLogin), u"Never"_s);
        QVERIFY(!button(u"removePassword"_s)->isEnabled());

        // Without one the target refuses, and the list says what is missing.
        QCOMPARE(click(dialog(), u"testPassword"_s), QString());
        QVERIFY(!button(u"testPassword"_s)->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(button(u"testPassword"_s)->isEnabled(), kPatience);
        QVERIFY2(textOf(dialog(), u"sentence"_s).contains(kVault), qPrintable(textOf(dialog(), u"sentence"_s)));
        QTRY_VERIFY(cell(kVault, PasswordsModel::Password).startsWith(u"Missing"_s));

        enter(u"wrong-password-1"_s);
        QTRY_COMPARE(cell(kVault, PasswordsModel::Password), u"Stored"_s);
        QCOMPARE(cell(kVault, PasswordsModel::Name), u"alice"_s);
        QCOMPARE(cell(kVault, PasswordsModel::LastUse), u"Not yet"_s);
        QCOMPARE(textOf(dialog(), u"setPassword"_s), u"Replace…"_s);
        QCOMPARE(click(dialog(), u"testPassword"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(button(u"testPassword"_s)->isEnabled(), kPatience);
        QVERIFY(!textOf(dialog(), u"sentence"_s).contains(u"accepted"_s));

        enter(kSecret);
        QTRY_VERIFY(textOf(dialog(), u"sentence"_s).contains(u"stored"_s));
        QCOMPARE(click(dialog(), u"testPassword"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(textOf(dialog(), u"sentence"_s).contains(u"accepted"_s), kPatience);
        QVERIFY(textOf(dialog(), u"cure"_s).contains(u"logged out again"_s));
        QTRY_VERIFY(m_desktop->client.sessions().empty());
        QTRY_VERIFY(cell(kVault, PasswordsModel::LastLogin).startsWith(u"Today"_s));
        QVERIFY(cell(kVault, PasswordsModel::LastUse).startsWith(u"Today"_s));

        QVERIFY(!allText(dialog()).contains(kSecret));
        for (int column = 0; column < list()->model()->columnCount(); ++column)
            QVERIFY(!cell(kVault, column).contains(kSecret));

        QCOMPARE(click(dialog(), u"removePassword"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"confirmRemovePasswordButton"_s));
        QTest::keyClick(seen(dialog(), u"removePasswordDialog"_s), Qt::Key_Return); // the default is the harmless one
        QTRY_VERIFY(!seen(dialog(), u"removePasswordDialog"_s));
        QCOMPARE(cell(kVault, PasswordsModel::Password), u"Stored"_s);
        QCOMPARE(click(dialog(), u"removePassword"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"confirmRemovePasswordButton"_s));
        QCOMPARE(click(dialog(), u"confirmRemovePasswordButton"_s), QString());
        QTRY_COMPARE(cell(kVault, PasswordsModel::Password), u"None"_s);
        QVERIFY(!button(u"removePassword"_s)->isEnabled());
    }

    void connectedIsNotTested() // a test would end its session
    {
        choose(kOpen);
        QVERIFY(button(u"testPassword"_s)->isEnabled());
        m_desktop->client.login(pathOf(kOpen), &m_desktop->window, [](const Result<QString> &) { /* see below */ });
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->client.sessions().size(), 1U, kPatience);
        QTRY_VERIFY(!button(u"testPassword"_s)->isEnabled());
        QVERIFY(button(u"testPassword"_s)->toolTip().contains(u"connected"_s));
        QTRY_VERIFY(cell(kOpen, PasswordsModel::LastLogin).startsWith(u"Today"_s));
        QCOMPARE(cell(kOpen, PasswordsModel::LastUse), QString()); // it has none
    }

    void serviceGoesAndComes()
    {
        choose(kVault);
        m_sandbox->stopService();
        QTRY_COMPARE(list()->model()->rowCount(), 0);
        QVERIFY(!button(u"setPassword"_s)->isEnabled());
        QCOMPARE(m_sandbox->startService(), QString());
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        choose(kVault);
        QVERIFY(button(u"setPassword"_s)->isEnabled());
    }

private:
    [[nodiscard]] QDialog *dialog() const { return seen<QDialog>(&m_desktop->window, u"passwordsDialog"_s); }
    [[nodiscard]] QPushButton *button(const QString &name) const { return seen<QPushButton>(dialog(), name); }
    [[nodiscard]] QTreeView *list() const { return seen<QTreeView>(dialog(), u"passwordList"_s); }

    [[nodiscard]] int rowOf(const QString &target) const
    {
        for (int row = 0; row < list()->model()->rowCount(); ++row) {
            if (list()->model()->index(row, 0).data().toString() == target)
                return row;
        }
        return -1;
    }

    [[nodiscard]] QString cell(const QString &target, int column) const
    {
        return list()->model()->index(rowOf(target), column).data().toString();
    }

    [[nodiscard]] QString pathOf(const QString &target) const
    {
        const auto nodes = m_desktop->client.nodes();
        const auto found = std::ranges::find(nodes, target, &client::NodeInfo::targetName);
        return found == nodes.end() ? QString() : found->path;
    }

    void choose(const QString &target)
    {
        QVERIFY(rowOf(target) >= 0);
        list()->setCurrentIndex(list()->model()->index(rowOf(target), 0));
    }

    void enter(const QString &secret)
    {
        QCOMPARE(click(dialog(), u"setPassword"_s), QString());
        QTRY_VERIFY(credentials() && credentials()->isActiveWindow());
        QCOMPARE(type(credentials(), u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(credentials(), u"secret"_s, secret), QString());
        QCOMPARE(click(credentials(), u"saveButton"_s), QString());
        QTRY_VERIFY(!credentials());
        dialog()->activateWindow(); // as a window manager does
        QTRY_VERIFY(dialog()->isActiveWindow());
    }

    [[nodiscard]] QDialog *credentials() const { return seen<QDialog>(dialog(), u"credentialsDialog"_s); }

    std::optional<StorageServer> m_server;
    std::optional<Sandbox> m_sandbox;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiPasswords)
#include "tst_gui_passwords.moc"
