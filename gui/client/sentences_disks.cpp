// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/sentences.h"

namespace portolan::client {

namespace {

QString translated(const char *text) { return QCoreApplication::translate("Sentences", text); }

QString unknown() { return translated(QT_TRANSLATE_NOOP("Sentences", "unknown")); }

QString answer(std::optional<bool> fact, const char *yes, const char *no)
{
    return fact ? translated(*fact ? yes : no) : unknown();
}

QString blocksOf(const LunInfo &lun)
{
    if (lun.blockSize == 0)
        return unknown();
    if (lun.physicalBlockSize == 0)
        return translated(QT_TRANSLATE_NOOP("Sentences", "%1 bytes, physically unknown")).arg(lun.blockSize);
    return translated(QT_TRANSLATE_NOOP("Sentences", "%1 bytes, physically %2 bytes"))
        .arg(lun.blockSize)
        .arg(lun.physicalBlockSize);
}

} // namespace

QString kindOf(const LunInfo &lun)
{
    return answer(lun.solidState, QT_TRANSLATE_NOOP("Sentences", "solid state"),
                  QT_TRANSLATE_NOOP("Sentences", "rotating"));
}

std::vector<DiskFact> diskFacts(const LunInfo &lun)
{
    return {
        {translated(QT_TRANSLATE_NOOP("Sentences", "Kind")), kindOf(lun)},
        {translated(QT_TRANSLATE_NOOP("Sentences", "Blocks")), blocksOf(lun)},
        {translated(QT_TRANSLATE_NOOP("Sentences", "Space")),
         answer(lun.thin, QT_TRANSLATE_NOOP("Sentences", "thin: taken as it is written"),
                QT_TRANSLATE_NOOP("Sentences", "taken in full"))},
        {translated(QT_TRANSLATE_NOOP("Sentences", "Discard")),
         answer(lun.discard, QT_TRANSLATE_NOOP("Sentences", "possible"),
                QT_TRANSLATE_NOOP("Sentences", "not possible"))},
        {translated(QT_TRANSLATE_NOOP("Sentences", "Write cache")),
         answer(lun.writeCache, QT_TRANSLATE_NOOP("Sentences", "on"), QT_TRANSLATE_NOOP("Sentences", "off"))},
        {translated(QT_TRANSLATE_NOOP("Sentences", "Writing")),
         answer(lun.readOnly, QT_TRANSLATE_NOOP("Sentences", "write protected"),
                QT_TRANSLATE_NOOP("Sentences", "allowed"))},
    };
}

} // namespace portolan::client
