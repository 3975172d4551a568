// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tour/tour.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QTextStream>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"portolan-tour"_s);
    QCommandLineParser parser;
    parser.addOptions(
        {{u"bus"_s, u"D-Bus address of the daemon"_s, u"address"_s},
         {u"address"_s, u"portal to type"_s, u"host:port"_s},
         {u"credentials"_s, u"file with CHAP name, password, target's name and password, a line each"_s, u"file"_s},
         {u"output"_s, u"folder for pictures and summary.md"_s, u"folder"_s}});
    parser.addHelpOption();
    parser.process(application);
    QFile credentials(parser.value(u"credentials"_s));
    if (!credentials.open(QIODevice::ReadOnly | QIODevice::Text)) {
        qCritical("cannot read %s", qUtf8Printable(credentials.fileName()));
        return 2;
    }
    QTextStream lines(&credentials);
    portolan::tour::Options options{
        parser.value(u"bus"_s), parser.value(u"address"_s), parser.value(u"output"_s), {}, {}, {}, {}};
    for (QString *field : {&options.chapName, &options.chapSecret, &options.targetName, &options.targetSecret})
        *field = lines.readLine();
    QDir().mkpath(options.output);
    portolan::tour::Tour tour(options);
    return tour.run() ? 0 : 1;
}
