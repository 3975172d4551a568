#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of this folder anew, with the programs of a build. As root all of them, else without logout-refused.png.
# Usage: docs/screenshots/make.sh [BUILD]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/../../tests/support/try_pictures.py" "${1:-$here/../../build/release}" "$here"
