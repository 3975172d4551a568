// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

/// A quoted argument of Exec, Desktop Entry Specification 1.5, "The Exec key": escaped for the quotes first, and then
/// for the file, in which a backslash is two.
QByteArray quoted(const QString &program)
{
    QString text = program;
    for (const QChar special : {u'\\', u'"', u'`', u'$'})
        text.replace(special, u"\\"_s + special);
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"%%"_s);
    return '"' + text.toUtf8() + '"';
}

Error cannotWrite(const QFileDevice &file)
{
    return {ErrorCode::StoreFailed, (file.fileName() + u": "_s + file.errorString()).toStdString(), 0, 0};
}

} // namespace

Autostart::Autostart(QString directory, QString program)
    : m_program(program.isEmpty() ? QCoreApplication::applicationFilePath() : std::move(program))
{
    if (directory.isEmpty())
        directory = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/autostart"_s;
    m_fileName = directory + u"/org.portolan.Portolan.desktop"_s;
}

bool Autostart::isOn() const
{
    QFile file(m_fileName);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 kMost = 64 << 10;
    for (const QByteArray &line : file.read(kMost).split('\n')) {
        const QByteArray plain = line.simplified().replace(" ", "");
        if (plain == "Hidden=true" || plain == "X-GNOME-Autostart-enabled=false")
            return false;
    }
    return true;
}

Result<> Autostart::setOn(bool on) const
{
    if (!on) {
        QFile file(m_fileName);
        if (file.exists() && !file.remove())
            return fail(cannotWrite(file));
        return {};
    }
    QDir().mkpath(QFileInfo(m_fileName).path());
    QSaveFile file(m_fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(entry()) < 0 || !file.commit())
        return fail(cannotWrite(file));
    return {};
}

QByteArray Autostart::entry() const
{
    return "[Desktop Entry]\n"
           "Type=Application\n"
           "Name=Portolan\n"
           "Icon=org.portolan.Portolan\n"
           "Exec=" +
           quoted(m_program) +
           " --tray\n"
           "X-GNOME-Autostart-enabled=true\n";
}

} // namespace portolan::gui
