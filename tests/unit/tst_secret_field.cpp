// SPDX-License-Identifier: GPL-3.0-or-later
// How a person is helped to a good secret: what is said of it, where it comes from, and where it never goes by itself.
#include "gui/widgets/credentials_form.h"
#include "gui/widgets/secret_edit.h"
#include "gui/widgets/secret_field.h"
#include "gui/widgets/secret_strength.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::gui;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(SecretStrength)

class TestSecretField : public QObject {
    Q_OBJECT

private slots:
    void strength_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<SecretStrength>("expected");
        QTest::newRow("nothing") << QString() << SecretStrength::TooShort;
        QTest::newRow("11 characters") << u"aZ3-kW9_qR5"_s << SecretStrength::TooShort;
        QTest::newRow("11 characters, 12 bytes") << u"aZ3-kW9_qRü"_s << SecretStrength::Weak;
        QTest::newRow("12 characters") << u"aZ3-kW9_qR5x"_s << SecretStrength::Weak;
        QTest::newRow("one letter") << QString(100, u'a') << SecretStrength::Weak;
        QTest::newRow("a row of letters") << u"abcdefghijklmnopqrstuvwxyz"_s << SecretStrength::Weak;
        QTest::newRow("digits only") << u"1970010119700101"_s << SecretStrength::Weak;
        QTest::newRow("16 letters and digits") << u"aZ3kW9qR5xT7mB2g"_s << SecretStrength::Good;
        QTest::newRow("four words") << u"correct-horse-battery-staple"_s << SecretStrength::Good;
    }

    void strength()
    {
        QFETCH(QString, secret);
        QTEST(strengthOf(secret), "expected");
    }

    void generated()
    {
        QSet<QString> all;
        QSet<QChar> used;
        for (int i = 0; i < 2000; ++i) {
            const QString secret = generateSecret();
            QCOMPARE(secret.size(), 16); // 64 characters to choose from: 96 bits
            QCOMPARE(secret.toUtf8().size(), 16);
            QCOMPARE(strengthOf(secret), SecretStrength::Good);
            all.insert(secret);
            for (const QChar c : secret)
                used.insert(c);
        }
        QCOMPARE(all.size(), 2000);
        QCOMPARE(used.size(), 64);
        for (const QChar c : u"0Oo1Il \"'\\$&<>#%"_s)
            QVERIFY2(!used.contains(c), qPrintable(QString(c)));
    }

    void wordsBelowTheField()
    {
        SecretField field(u"secret"_s, u"Password"_s);
        field.show();
        const QSize before = field.sizeHint();
        QCOMPARE(hint(field), QString());
        QTest::keyClicks(&field.edit(), u"short"_s);
        QVERIFY2(hint(field).startsWith(u"Too short"_s), qPrintable(hint(field)));
        QTest::keyClicks(&field.edit(), u"short-short"_s);
        QVERIFY2(hint(field).startsWith(u"Weak"_s), qPrintable(hint(field)));
        QCOMPARE(field.edit().accessibleDescription(), hint(field)); // read out, too
        QTest::keyClicks(&field.edit(), u"-4711-and-more"_s);
        QCOMPARE(hint(field), u"Good."_s);
        field.setRepeated(true);
        QVERIFY2(hint(field).contains(u"must be different"_s), qPrintable(hint(field)));
        field.setRepeated(false);
        field.edit().clear();
        QCOMPARE(hint(field), QString());
        QTRY_COMPARE(field.sizeHint().height(), before.height()); // nothing moves
    }

    void capsLock()
    {
        SecretField field(u"secret"_s, u"Password"_s);
        field.show();
        SecretEdit &edit = field.edit();
        QTest::keyClick(&edit, 'a');
        QVERIFY(!hint(field).contains(u"Caps Lock"_s));
        sendKey(edit, Qt::Key_B, u"B"_s, Qt::ShiftModifier);
        QVERIFY(!hint(field).contains(u"Caps Lock"_s));
        sendKey(edit, Qt::Key_C, u"C"_s, Qt::NoModifier);
        QVERIFY(hint(field).contains(u"Caps Lock is on"_s));
        sendKey(edit, Qt::Key_5, u"5"_s, Qt::NoModifier); // tells nothing
        QVERIFY(hint(field).contains(u"Caps Lock is on"_s));
        sendKey(edit, Qt::Key_CapsLock, QString(), Qt::NoModifier);
        QVERIFY(!hint(field).contains(u"Caps Lock"_s));
        sendKey(edit, Qt::Key_D, u"d"_s, Qt::ShiftModifier); // both together: small
        QVERIFY(hint(field).contains(u"Caps Lock is on"_s));
        sendKey(edit, Qt::Key_E, u"e"_s, Qt::NoModifier);
        QVERIFY(!hint(field).contains(u"Caps Lock"_s));
    }

    void generatorShowsAndCopiesOnlyWhenAsked()
    {
        QClipboard *clipboard = QGuiApplication::clipboard();
        clipboard->setText(u"mine"_s);
        SecretField field(u"secret"_s, u"Password"_s);
        field.show();
        QSignalSpy edited(&field, &SecretField::edited);
        auto *generate = field.findChild<QPushButton *>(u"secretGenerate"_s);
        auto *copy = field.findChild<QPushButton *>(u"secretCopy"_s);
        QVERIFY(!copy->isVisible());
        generate->click();
        const QString secret = field.edit().text();
        QCOMPARE(secret.size(), 16);
        QVERIFY(field.edit().revealed());
        QCOMPARE(edited.size(), 1);
        QVERIFY2(hint(field).startsWith(u"Good. Set the same"_s), qPrintable(hint(field)));
        QCOMPARE(clipboard->text(), u"mine"_s);
        QVERIFY(copy->isVisible());
        copy->click();
        QCOMPARE(clipboard->text(), secret);
        QCOMPARE(clipboard->mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
        generate->click();
        QVERIFY(field.edit().text() != secret);
        QTest::keyClick(&field.edit(), 'x'); // what one types oneself is not copied
        QVERIFY(!copy->isVisible());
        clipboard->clear();
    }

    void bothDirections()
    {
        CredentialsForm form;
        form.show();
        form.setCredentials({u"me"_s, u"target"_s, secret("the same, the same"), secret("the same, the same"), true});
        auto *hintIn = form.findChild<QLabel *>(u"secretInHint"_s);
        QVERIFY(hintIn->text().contains(u"must be different"_s));
        QVERIFY2(form.problem().contains(u"are the same"_s), qPrintable(form.problem()));
        form.findChild<QPushButton *>(u"secretInGenerate"_s)->click();
        QVERIFY(!hintIn->text().contains(u"must be different"_s));
        QCOMPARE(form.problem(), QString());
        QCOMPARE(form.credentials().secretIn.size(), 16U);
        // Changed in the other field it is noticed as well.
        auto *own = form.findChild<SecretEdit *>(u"secret"_s);
        own->setText(form.findChild<SecretEdit *>(u"secretIn"_s)->text());
        QVERIFY(hintIn->text().contains(u"must be different"_s));
        form.findChild<QCheckBox *>(u"mutual"_s)->setChecked(false);
        QCOMPARE(form.problem(), QString());
    }

private:
    static Secret secret(const char *text) { return Secret(std::as_bytes(std::span(text, qstrlen(text)))); }

    static QString hint(const SecretField &field) { return field.findChild<QLabel *>(u"secretHint"_s)->text(); }

    /// As a keyboard with Caps Lock does: the letter does not fit the modifiers.
    static void sendKey(SecretEdit &edit, Qt::Key key, const QString &text, Qt::KeyboardModifiers modifiers)
    {
        QKeyEvent press(QEvent::KeyPress, key, modifiers, text);
        QCoreApplication::sendEvent(&edit, &press);
    }
};

QTEST_MAIN(TestSecretField)
#include "tst_secret_field.moc"
