#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The committed .ts files are complete and hold exactly the texts of the sources.
# Usage: check_translations.sh LUPDATE
set -eu
lupdate=$1
here=$(cd "$(dirname "$0")" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
status=0
catalogues="portolan_de.ts portolan_en.ts portolan_zh_CN.ts"
for file in $catalogues; do
    cp "$here/$file" "$copy/"
    if grep -q 'type="unfinished"' "$here/$file"; then
        echo "$file: $(grep -c 'type="unfinished"' "$here/$file") texts are not translated"
        grep -B 3 'type="unfinished"' "$here/$file" | grep '<source>' || true
        status=1
    fi
done
"$here/update_translations.sh" "$lupdate" "$copy"
for file in $catalogues; do
    if ! diff -u "$here/$file" "$copy/$file" >"$copy/diff"; then
        echo "$file is not what lupdate makes of the sources (build portolan_lupdate):"
        grep '^[-+]' "$copy/diff" | head -40
        status=1
    fi
done
exit $status
