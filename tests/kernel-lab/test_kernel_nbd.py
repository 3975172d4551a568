# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks of the user-space data plane as NBD devices."""
import pathlib
import unittest

import served_disks


class NbdTest(served_disks.ServedTest):
    block_devices = "nbd"

    def served(self):
        return sorted(f"/dev/{backend.parts[3]}" for backend in pathlib.Path("/sys/block").glob("nbd*/backend"))


class Disks(served_disks.Disks, NbdTest):
    pass


class Lives(served_disks.Lives, NbdTest):
    pass


if __name__ == "__main__":
    unittest.main(verbosity=2)
