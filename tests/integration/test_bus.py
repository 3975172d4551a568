# SPDX-License-Identifier: GPL-3.0-or-later
"""The path from an address to a disk over D-Bus alone, against a real tgt."""
import os
import random
import time
import unittest

from base import NOT_FOUND, USAGE, SandboxTest
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

    def test_interval_of_a_portal_survives_a_restart(self):
        self.run_job(MANAGER, "Manager", "Discover", "sqa{sv}", "127.0.0.1", self.sandbox.tgt.port, 0)
        portal, properties = next(iter(self.sandbox.objects("Portal").items()))
        self.assertEqual((properties["RefreshInterval"], properties["NextRefresh"]), (0, 0))
        for seconds in (1, 299, 86401):
            with self.assertRaisesRegex(RuntimeError, "300 to 86400"):
                self.sandbox.call(portal, "Portal", "SetRefreshInterval", "ua{sv}", seconds, 0)
        self.sandbox.call(portal, "Portal", "SetRefreshInterval", "ua{sv}", 600, 0)
        for _ in range(2):
            properties = self.sandbox.objects("Portal")[portal]
            self.assertEqual(properties["RefreshInterval"], 600)
            waits = properties["NextRefresh"] - properties["LastDiscovery"]
            self.assertTrue(539 <= waits <= 601, waits)
            self.sandbox.restart_daemon()
        output = self.ctl("portals")
        self.assertIn("every 10 min, next", output)
        self.ctl("refresh-every", f"127.0.0.1:{self.sandbox.tgt.port}", "never")
        self.assertEqual(self.sandbox.objects("Portal")[portal]["NextRefresh"], 0)
        self.ctl("refresh-every", f"127.0.0.1:{self.sandbox.tgt.port}", "4min", code=USAGE)
        self.ctl("refresh-every", "127.0.0.9", "1h", code=NOT_FOUND)

    def test_new_nodes_begin_with_the_defaults(self):
        def defaults():
            return self.sandbox.objects("Manager")[MANAGER]["NodeDefaults"]

        self.assertNotIn("Label", defaults())
        with self.assertRaisesRegex(RuntimeError, "Label"):
            self.sandbox.call(MANAGER, "Manager", "SetNodeDefaults", "a{sv}a{sv}", 1, "Label", "s", "all", 0)
        with self.assertRaisesRegex(RuntimeError, "1 to 600"):
            self.sandbox.call(MANAGER, "Manager", "SetNodeDefaults", "a{sv}a{sv}", 1, "LoginTimeout", "u", 0, 0)
        self.sandbox.call(MANAGER, "Manager", "SetNodeDefaults", "a{sv}a{sv}", 1, "LoginTimeout", "u", 7, 0)
        self.ctl("defaults", "command-timeout=9", "data-plane=user")
        self.assertIn("command-timeout", self.ctl("defaults"))
        self.ctl("defaults", "label=all", code=USAGE)
        self.ctl("defaults", "command-timeout=-2", code=USAGE)
        self.sandbox.restart_daemon()
        self.assertEqual((defaults()["LoginTimeout"], defaults()["CommandTimeout"]), (7, 9))
        self.run_job(MANAGER, "Manager", "Discover", "sqa{sv}", "127.0.0.1", self.sandbox.tgt.port, 0)
        self.ctl("add-node", f"{IQN}:by-hand", "192.0.2.1")
        for name in (OPEN, f"{IQN}:by-hand"):
            node = self.sandbox.node(name)
            self.assertEqual((node["LoginTimeout"], node["CommandTimeout"], node["DataPlane"], node["AutoLogin"]), (7, 9, "user", 1))
        self.assertEqual(self.sandbox.objects("Session"), {})

    def test_history_outlives_the_session(self):
        self.run_job(MANAGER, "Manager", "Discover", "sqa{sv}", "127.0.0.1", self.sandbox.tgt.port, 0)
        node = next(path for path, node in self.sandbox.objects("Node").items() if node["TargetName"] == OPEN)

        def times():
            return [sample[0] for sample in self.sandbox.call(node, "Node", "GetHistory", "xxua{sv}", 0, 1 << 62, 1, 0)[0]]

        self.assertEqual(times(), [])
        self.run_job(node, "Node", "Login", "a{sv}", 0)
        wait_for(lambda: len(times()) >= 2, 10, "the first samples")
        self.run_job(node, "Node", "Logout", "a{sv}", 0)
        before = times()
        self.assertGreaterEqual(len(before), 2)
        time.sleep(2.5)
        self.assertEqual(times(), before)
        self.run_job(node, "Node", "Login", "a{sv}", 0)
        wait_for(lambda: len(times()) > len(before), 10, "the next samples")
        after = times()
        self.assertEqual(after[:len(before)], before)
        self.assertGreater(after[len(before)] - before[-1], 1_500_000)
        session = next(iter(self.sandbox.objects("Session")))
        self.assertEqual(self.sandbox.call(session, "Statistics", "GetHistory", "xxua{sv}", 0, after[-1], 1, 0)[0][0][0], before[0])
        self.run_job(node, "Node", "Logout", "a{sv}", 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
