#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Collects the texts of the sources into the .ts files of a folder.
# Usage: update_translations.sh LUPDATE FOLDER
set -eu
lupdate=$1
folder=$2
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
# In cli every text is in context "Cli" (cli/text.h), which lupdate cannot know of a function with the name tr.
cli=$(mktemp -d)
trap 'rm -rf "$cli"' EXIT
cp -r cli/. "$cli"
find "$cli" -name '*.cpp' -exec sed -i -E 's/(^|[^:A-Za-z_])(cli::)?tr\(/\1QCoreApplication::translate("Cli", /g' {} +
collect() {
    file=$1
    shift
    "$lupdate" -silent -no-obsolete -locations none -extensions cpp,h -I . "$@" gui "$cli" -source-language en -ts "$folder/$file"
}
collect portolan_de.ts -target-language de
collect portolan_zh_CN.ts -target-language zh_CN
# English needs no translation but the plural forms.
collect portolan_en.ts -target-language en -pluralonly
