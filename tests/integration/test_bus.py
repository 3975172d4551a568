# SPDX-License-Identifier: GPL-3.0-or-later
"""The path from an address to a disk over D-Bus alone, against a real tgt."""
import os
import random
import unittest

from base import SandboxTest
from sandbox import IQN, Target, wait_for

OPEN = f"{IQN}:open"
MANAGER = "/org/portolan/Initiator1/Manager"


class Bus(SandboxTest):
    def prepare(self):
        self.disk = self.sandbox.disk("open")
        self.sandbox.tgt.targets = [Target(OPEN, [self.disk])]
        self.sandbox.tgt.start()

    def run_job(self, *call):
        job = self.sandbox.finish(self.sandbox.call(*call)[0])
        self.assertEqual(job["State"], 5, (job["Error"], job["ErrorDetails"]))
        return job

    def test_from_an_address_to_a_disk_and_back(self):
        self.run_job(MANAGER, "Manager", "Discover", "sqa{sv}", "127.0.0.1", self.sandbox.tgt.port, 0)
        node = next(path for path, node in self.sandbox.objects("Node").items() if node["TargetName"] == OPEN)
        self.run_job(node, "Node", "Login", "a{sv}", 0)
        path = self.sandbox.disk_path(OPEN)
        data = random.Random(1).randbytes(1 << 20)
        descriptor = os.open(path, os.O_WRONLY)
        os.pwrite(descriptor, data, 4096)
        os.fsync(descriptor)
        os.close(descriptor)
        with open(self.disk.path, "rb") as backing:
            backing.seek(4096)
            self.assertEqual(backing.read(len(data)), data)
        worker = self.sandbox.workers()
        self.sandbox.restart_daemon()
        wait_for(lambda: self.sandbox.online(OPEN), 20, "the adoption")
        self.assertEqual(self.sandbox.workers(), worker)
        self.run_job(node, "Node", "Logout", "a{sv}", 0)
        self.assertEqual(self.sandbox.objects("Session"), {})
        wait_for(lambda: not self.sandbox.workers(), 10, "the end of the worker")


if __name__ == "__main__":
    unittest.main(verbosity=2)
