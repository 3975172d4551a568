# SPDX-License-Identifier: GPL-3.0-or-later
"""Several connections in one session of the user-space data plane: with LIO, and over a network that is bad; the journal on an NBD
device."""
import subprocess
import time
import unittest

from guest import IQN
from many_connections import ConnectionsTest, NullTargetTest
from sandbox import wait_for


def loopback(*emulated):
    """How the network between us and a target on loopback is, in the words of netem."""
    subprocess.run(["tc", "qdisc", "replace", "dev", "lo", "root", "netem", *emulated], check=True, capture_output=True, text=True)


class WithLio(ConnectionsTest):
    """Without faults: LIO of Linux 6.1 brings its own kernel down when a session of several connections is reinstated."""

    block_devices = "nbd"

    def test_four(self):  # KEY-19, MCS-01
        disk = self.lio.disk("disk", 4, attributes={"emulate_write_cache": 1})
        target = self.lio.target(f"{IQN}:connections", [disk], parameters={"MaxConnections": 4})
        journal = self.journal(self.log_in(target.name, target.address, 4), [disk.path])

        def nothing():
            time.sleep(4)

        self.through([(journal, nothing)], depth=8)
        self.ctl("logout", target.name)


class BadNetwork(NullTargetTest):
    block_devices = "nbd"

    def prepare(self):
        super().prepare()
        self.addCleanup(loopback, "delay", "0ms")

    def segments_out_of_order(self):
        loopback("delay", "4ms", "3ms", "loss", "2%", "duplicate", "2%", "reorder", "10%")
        time.sleep(10)
        loopback("delay", "0ms")

    def cut_twice(self):
        for _ in range(2):
            loopback("loss", "100%")
            wait_for(lambda: not self.sandbox.online(self.name), 20, "the loss")
            loopback("delay", "0ms")
            wait_for(lambda: self.sandbox.online(self.name), 40, "the return")
            time.sleep(2)

    def with_fault(self, number, fault):
        journal = self.journal(self.log_in(self.NAME, self.address, number))
        self.through([(journal, fault)], 30, depth=8)
        self.wait_for_connections(number)
        self.ctl("logout", self.name)

    def test_one_out_of_order(self):
        self.with_fault(1, self.segments_out_of_order)

    def test_four_out_of_order(self):
        self.with_fault(4, self.segments_out_of_order)

    def test_four_are_cut(self):
        self.with_fault(4, self.cut_twice)


if __name__ == "__main__":
    unittest.main(verbosity=2)
