# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks of the user-space data plane as ublk devices."""
import os
import pathlib
import platform
import signal
import unittest

import served_disks
from many_connections import NullTargetTest
from sandbox import wait_for

newest = unittest.skipIf(tuple(map(int, platform.release().split(".")[:2])) < (6, 16), "this kernel's ublk is refused: lab --kernel qemu-newest")


@newest
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


@newest
class SeveralConnections(NullTargetTest):
    block_devices, mebibytes = "ublk", 64

    @staticmethod
    def queues(device):
        return len(list(pathlib.Path("/sys/block", pathlib.Path(device).name, "mq").iterdir()))

    def test_queue_for_each(self):
        """The journal on a disk of several queues whose worker is killed: the next one serves all of them."""
        device = self.log_in(self.NAME, self.address, 4)
        self.assertEqual(self.queues(device), min(4, os.cpu_count()))  # the kernel makes no more than it has processors

        def kill_worker():
            worker, = self.sandbox.workers()
            os.kill(worker, signal.SIGKILL)
            wait_for(lambda: set(self.sandbox.workers()) - {worker}, 30, "another worker")
            self.wait_for_connections(4)
            self.assertEqual(self.sandbox.disk_path(self.NAME), device)

        self.through([(self.journal(device), kill_worker)], 25, depth=32)
        self.ctl("logout", self.NAME)

    def test_one_for_one(self):
        self.assertEqual(self.queues(self.log_in(self.NAME, self.address, 1)), 1)
        self.ctl("logout", self.NAME)


if __name__ == "__main__":
    unittest.main(verbosity=2)
