# SPDX-License-Identifier: GPL-3.0-or-later
"""udev's rules that come with multipath-tools. They ask programs about every disk, several times, which in the guest takes longer than
all other rules together; so they are in force only where multipathd is."""
import pathlib

# An empty file of the same name in /etc hides the package's own.
RULES = [pathlib.Path("/etc/udev/rules.d", name) for name in ("55-scsi-sg3_id.rules", "58-scsi-sg3_symlink.rules", "60-multipath.rules")]


def mask_rules():
    for rule in RULES:
        rule.write_text("")


def unmask_rules():
    for rule in RULES:
        rule.unlink()
