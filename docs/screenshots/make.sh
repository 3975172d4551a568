#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of this folder anew, with the programs of a build. As root all of them, else without logout-refused.png.
# Those of mounting come from the tests, where UDisks2 is played: a build without tests leaves them as they are.
# Usage: docs/screenshots/make.sh [BUILD]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "${1:-$here/../../build/release}")
python3 "$here/../../tests/support/try_pictures.py" "$build" "$here"

mounting() {
  local test
  for test in gui_mount:sixClicks gui_disks:unmountsAndForgets gui_disks:growsAMountedFileSystem gui_disks:oneOfSeveralPartitions; do
    env PORTOLAN_PICTURES="$here" QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 "$@" "$build/tests/gui/tst_${test%:*}" "${test#*:}"
  done
}
if [ -x "$build/tests/gui/tst_gui_mount" ]; then
  mounting
  mounting PORTOLAN_PICTURES_DARK=1
fi
