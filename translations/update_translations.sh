#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Collects the texts of the sources into the .ts files of a folder.
# Usage: update_translations.sh LUPDATE FOLDER
set -eu
lupdate=$1
folder=$2
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
# English needs no translation but the plural forms.
"$lupdate" -silent -no-obsolete -locations none -extensions cpp,h gui cli -source-language en -target-language de -ts "$folder/portolan_de.ts"
"$lupdate" -silent -no-obsolete -locations none -extensions cpp,h -pluralonly gui cli -source-language en -target-language en -ts "$folder/portolan_en.ts"
