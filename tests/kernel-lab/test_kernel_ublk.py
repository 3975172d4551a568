# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks of the user-space data plane as ublk devices."""
import os
import pathlib
import platform
import signal
import subprocess
import unittest

import served_disks
from many_connections import NullTargetTest
from sandbox import wait_for

newest = unittest.skipIf(tuple(map(int, platform.release().split(".")[:2])) < (6, 16), "this kernel's ublk is refused: lab --kernel qemu-newest")


def replace_worker(sandbox):
    """Kills the only one, and waits for the next."""
    worker, = sandbox.workers()
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: set(sandbox.workers()) - {worker}, 30, "another worker")


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


class LongRequests(UblkTest):
    """Their data stays in the pages of whoever made them, and our process sees none of it unless it must."""

    def prepare(self):
        super().prepare()
        network = self.network(1)
        self.net, = network.links
        self.disk = self.lio.disk("long", 64, attributes={"emulate_write_cache": 1})
        self.publish(self.disk, portals=[(self.net.far, 3260)], namespace=network.namespace)

    def long_journal(self, device, *faults):
        """One after the other, on one disk."""
        def all_of_them():
            for fault in faults:
                fault()

        self.through([(self.journal(device, [self.disk.path]), all_of_them)], 40, depth=16, most_blocks=128, megabytes=48)

    def cut(self):
        self.net.cut()
        wait_for(lambda: not self.sandbox.online(self.name), 20, "the loss")

    def mend(self):
        self.net.mend()
        self.wait_online()

    def kill_worker(self):
        replace_worker(self.sandbox)
        self.wait_online()

    def digests(self, wanted):
        self.ctl("set", self.name, f"data-digest={wanted}")

    def test_journal(self):
        device, = self.login()
        self.long_journal(device, self.kill_worker, self.cut, self.mend, self.kill_worker)
        self.logout()

    def test_digests_that_come_and_go(self):
        """While requests wait for the next connection: their data has to be seen, though it lies elsewhere."""
        device, = self.login()
        self.long_journal(device, self.cut, lambda: self.digests("require"), self.mend, self.cut, lambda: self.digests("off"), self.mend)
        self.logout()

    def test_memory(self):
        """Where nothing is copied there is no memory for it."""
        device, = self.login()
        before = self.memory()
        self.fio(device, "1M")
        self.assertLess(self.memory() - before, 4096)
        self.fio(device, "64k")  # these are, and it can be seen
        self.assertGreater(self.memory() - before, 512)
        self.logout()

    def fio(self, device, size):
        subprocess.run(["fio", "--name=long", f"--filename={device}", "--rw=randrw", f"--bs={size}", "--iodepth=16", "--ioengine=libaio", "--direct=1",
                        "--time_based", "--runtime=2"], stdout=subprocess.DEVNULL, check=True)

    def memory(self):
        """KiB of the worker's own."""
        worker, = self.sandbox.workers()
        lines = pathlib.Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


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
            replace_worker(self.sandbox)
            self.wait_for_connections(4)
            self.assertEqual(self.sandbox.disk_path(self.NAME), device)

        self.through([(self.journal(device), kill_worker)], 25, depth=32)
        self.ctl("logout", self.NAME)

    def test_one_for_one(self):
        self.assertEqual(self.queues(self.log_in(self.NAME, self.address, 1)), 1)
        self.ctl("logout", self.NAME)


if __name__ == "__main__":
    unittest.main(verbosity=2)
