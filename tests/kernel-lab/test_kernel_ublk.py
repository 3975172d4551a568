# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks of the user-space data plane as ublk devices."""
import pathlib
import platform
import unittest

import served_disks
from sandbox import wait_for


@unittest.skipIf(tuple(map(int, platform.release().split(".")[:2])) < (6, 16), "this kernel's ublk is refused: lab --kernel qemu-newest")
class UblkTest(served_disks.ServedTest):
    block_devices = "ublk"
    depth, mebibytes = 32, 64  # so that much is under way when its server dies

    def served(self):
        return sorted(f"/dev/{device.name}" for device in pathlib.Path("/sys/block").glob("ublkb*"))

    def logout(self):
        super().logout()
        # Its other half goes when nobody has it open, and with it what udev's rule reads.
        for pattern in ("/sys/class/ublk-char", "/run/portolan/ublk"):
            wait_for(lambda: not list(pathlib.Path(pattern).glob("*")), 5, f"nothing in {pattern}")


class Disks(served_disks.Disks, UblkTest):
    pass


class Lives(served_disks.Lives, UblkTest):
    pass


if __name__ == "__main__":
    unittest.main(verbosity=2)
