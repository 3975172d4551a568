# SPDX-License-Identifier: GPL-3.0-or-later
"""Two portals of one target, two sessions, one map: what multipathd joins outlives either way."""
import pathlib
import time

import kernel_sessions
from base import BUSY
from guest import IQN, JournalTest, mounted, settle
from multipath import Multipath
from sandbox import wait_for

NAME = f"{IQN}:one"


class TwoPaths(JournalTest):
    def prepare(self):
        self.net = self.network(2)
        self.disk = self.lio.disk("first", 32, attributes={"emulate_write_cache": 1})
        self.target = self.lio.target(NAME, [self.disk], portals=[(link.far, 3260) for link in self.net.links], namespace=self.net.namespace)
        self.nodes = [f"{NAME}@{link.far}" for link in self.net.links]

    def join(self):
        """The map's device, once it has both paths."""
        self.ctl("discover", self.net.links[0].far)
        for node in self.nodes:
            # Requests go to the other path as soon as this one is known to be lost.
            self.ctl("set", node, "noop-interval=1", "noop-timeout=1", "replacement-timeout=1")
        self.ctl("login", *self.nodes)
        self.multipath = Multipath(self.logs / "multipathd.log")
        self.addCleanup(self.multipath.close)
        wait_for(lambda: sorted(self.paths().values()) == ["active"] * 2, 20, "the map with both paths")
        settle()
        name, = self.multipath.maps()
        return pathlib.Path("/dev/mapper", name)

    def paths(self):
        return next(iter(self.multipath.maps().values()), {})

    def path_lost(self, link):
        link.cut()
        wait_for(lambda: sorted(self.paths().values()) == ["active", "failed"], 20, "the loss of a path")
        time.sleep(0.5)
        link.mend()
        wait_for(lambda: sorted(self.paths().values()) == ["active"] * 2, 40, "its return")

    def test_either_path_may_go(self):
        device = self.join()
        self.assertEqual(len(kernel_sessions.of_target(NAME)), 2)
        journal = self.journal(device, [self.disk.path])

        def each_path_lost():
            for link in self.net.links:
                self.path_lost(link)

        self.through([(journal, each_path_lost)], within=10, megabytes=8)
        with mounted(device, make="ext4") as folder:
            self.assertIn(str(folder), self.ctl("logout", self.nodes[0], code=BUSY))
            self.ctl("logout", "--force", self.nodes[0])
            (folder / "file").write_text("by the other path")
            output = self.ctl("logout", self.nodes[1], code=BUSY)  # the last one
            self.assertIn(str(folder), output)
            self.assertIn(str(device), output)
            self.assertNotIn("multipathd", output)
            self.assertEqual((folder / "file").read_text(), "by the other path")
            self.ctl("login", self.nodes[0])
            wait_for(lambda: sorted(self.paths().values()) == ["active"] * 2, 20, "the path that came back")
        self.ctl("logout", *self.nodes, code=BUSY)  # the map is there still
        self.multipath.remove_maps()
        self.ctl("logout", *self.nodes)
