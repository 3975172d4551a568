// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop.h"

#include "gui/widgets/elided_label.h"
#include "gui/widgets/theme_colors.h"
#include "gui/windows/box_style.h"

#include <QCheckBox>
#include <QLabel>
#include <QRadioButton>
#include <QScrollArea>
#include <QSettings>
#include <QStyleOptionButton>
#include <QTemporaryDir>
#include <QTest>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

QDBusConnection connectionTo(const QString &busAddress)
{
    const auto bus = client::InitiatorClient::connectTo(busAddress);
    return bus ? *bus : QDBusConnection(u"no-bus"_s);
}

} // namespace

Desktop::Desktop(const QString &busAddress)
    : client(connectionTo(busAddress))
{
    if (qEnvironmentVariableIsSet("PORTOLAN_PICTURES_DARK")) {
        QApplication::setStyle(new gui::BoxStyle);
        QApplication::setPalette(gui::darkPalette());
    }
    client.start();
    window.show();
    window.activateWindow();
}

void takePicture(QWidget *of, const QString &name)
{
    const QString folder = qEnvironmentVariable("PORTOLAN_PICTURES");
    if (folder.isEmpty() || of == nullptr)
        return;
    const QString suffix = qEnvironmentVariableIsSet("PORTOLAN_PICTURES_DARK") ? u"-dark"_s : QString();
    QTest::qWait(200); // what is still moving
    QVERIFY(of->grab().save(folder + u'/' + name + suffix + u".png"_s));
}

bool Desktop::comesToFront()
{
    window.activateWindow();
    return QTest::qWaitFor([this] { return window.isActiveWindow(); });
}

void Desktop::forgetSettings()
{
    static const QTemporaryDir directory;
    QCoreApplication::setOrganizationName(u"portolan-test"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, directory.path());
    QSettings().clear();
}

QString textOf(const QWidget *root, const QString &name)
{
    const auto *widget = seen(root, name);
    if (const auto *elided = qobject_cast<const gui::ElidedLabel *>(widget))
        return elided->fullText();
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return label->text().remove(QChar(0x200B)); // a place where a long name may break
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return QString(button->text()).remove(u'&');
    const auto *edit = qobject_cast<const QLineEdit *>(widget);
    return edit == nullptr ? QString() : edit->text();
}

QString allText(const QWidget *root)
{
    QStringList lines;
    for (const auto *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        if (const auto *elided = qobject_cast<const gui::ElidedLabel *>(widget))
            lines << elided->fullText();
        else if (const auto *label = qobject_cast<const QLabel *>(widget))
            lines << label->text();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            lines << QString(button->text()).remove(u'&');
    }
    lines.removeAll(QString());
    return lines.join(u'\n').remove(QChar(0x200B)); // places where long names may break
}

QString click(QWidget *target)
{
    if (target == nullptr || !target->isVisible())
        return u"it cannot be seen"_s;
    if (!target->isEnabled())
        return target->objectName() + u" is disabled"_s;
    for (QWidget *parent = target->parentWidget(); parent != nullptr; parent = parent->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(parent))
            area->ensureWidgetVisible(target);
    }
    QPoint at = target->rect().center();
    if (const auto *box = qobject_cast<QCheckBox *>(target)) { // often wider than what reacts
        QStyleOptionButton option;
        option.initFrom(box);
        at = box->style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, box).center();
    }
    if (const auto *radio = qobject_cast<const QRadioButton *>(target)) {
        QStyleOptionButton option;
        option.initFrom(radio);
        at = radio->style()->subElementRect(QStyle::SE_RadioButtonIndicator, &option, radio).center();
    }
    const QWidget *hit = target->window()->childAt(target->mapTo(target->window(), at));
    if (hit != target && !target->isAncestorOf(hit))
        return target->objectName() + u" is covered"_s;
    QTest::mouseClick(target, Qt::LeftButton, {}, at);
    return {};
}

QString click(const QWidget *root, const QString &name)
{
    const QString problem = click(seen(root, name));
    return problem.isEmpty() ? problem : name + u": "_s + problem;
}

QString type(const QWidget *root, const QString &name, const QString &text)
{
    auto *edit = seen<QLineEdit>(root, name);
    if (const QString problem = click(edit); !problem.isEmpty())
        return name + u": "_s + problem;
    if (!edit->hasFocus())
        return name + u" does not take the focus"_s;
    QTest::keySequence(edit, QKeySequence::SelectAll);
    QTest::keyClick(edit, Qt::Key_Delete);
    for (const QChar c : text) // keyClicks() knows Latin letters only
        QTest::sendKeyEvent(QTest::Click, edit, Qt::Key_unknown, QString(c), {});
    return {};
}

gui::AddStorageDialog *wizardOf(const gui::MainWindow &window)
{
    auto *wizard = window.findChild<gui::AddStorageDialog *>();
    return wizard != nullptr && wizard->isVisible() ? wizard : nullptr;
}

} // namespace portolan::test
