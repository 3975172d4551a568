// SPDX-License-Identifier: GPL-3.0-or-later
// portolanctl: the composition root of the command line.
#include "cli/application.h"
#include "translations/translations.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("portolanctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PORTOLAN_VERSION));
    portolan::installTranslations(app);
    portolan::cli::Application application(QCoreApplication::arguments().mid(1));
    return application.run();
}
