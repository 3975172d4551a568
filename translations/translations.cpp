// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

/// Q_INIT_RESOURCE must stand outside of any namespace, an unnamed one included.
static void initResource() { Q_INIT_RESOURCE(portolan_translations); }

namespace portolan {

void installTranslations(QCoreApplication &application)
{
    initResource();
    const QLocale locale;
    auto *ours = new QTranslator(&application);
    auto *qts = new QTranslator(&application);
    // English has a file too: it holds the plural forms.
    const QString place = QStringLiteral(":/i18n");
    if (ours->load(locale, QStringLiteral("portolan"), QStringLiteral("_"), place) ||
        ours->load(place + QStringLiteral("/portolan_en.qm")))
        QCoreApplication::installTranslator(ours);
    if (qts->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
}

} // namespace portolan
