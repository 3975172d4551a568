# SPDX-License-Identifier: GPL-3.0-or-later
"""Several connections in one session (MC/S), at a target that allows them, through a relay that breaks them."""
import mmap
import os
import pathlib
import random
import subprocess
import threading
import time
import unittest

from base import BUILD, USAGE, SandboxTest
from block_journal import BlockJournal
from relay import Relay
from sandbox import stop, wait_for

NAME = "iqn.2026-11.org.portolan.bench:null"
SLOWER = float(os.environ.get("PORTOLAN_SLOWER", "1"))  # how many times, where something looks over the programs' shoulders


class Connections(SandboxTest):
    options = ()  # of the target

    def prepare(self):
        program = pathlib.Path(BUILD, "tests/bench/null_target/null_target")
        self.target = subprocess.Popen([program, "--memory", "32M", "--max-connections", "4", *self.options], stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.target.stdout.close)
        self.addCleanup(stop, self.target)
        self.relay = Relay(("127.0.0.1", int(self.target.stdout.readline().removeprefix("port="))))
        self.addCleanup(self.relay.close)

    def log_in(self, wanted, *settings, given=None):
        self.ctl("add-node", NAME, self.relay.address)
        self.ctl("set", NAME, f"max-connections={wanted}", *settings)
        self.ctl("login", NAME)
        self.wait_for_connections(given or wanted)

    def connections(self):
        session = self.sandbox.session(NAME)
        return session["Connections"] if session and session["State"] == 3 else 0

    def wait_for_connections(self, number, seconds=30):
        wait_for(lambda: self.connections() == number, seconds, f"{number} connections")

    def journal(self, seconds, fault, pause, connections):
        """The journal workload while `fault` happens again and again; nothing may be lost, late, or an error."""
        journal = BlockJournal(BUILD, self.sandbox.disk_path(NAME), self.sandbox.directory / "journal")
        journal.start(hang=60)
        end, faults = time.monotonic() + seconds * SLOWER, 0
        while time.monotonic() < end and journal.running():
            time.sleep(random.uniform(*pause) * SLOWER)
            fault()
            faults += 1
        report = journal.stop()
        self.assertEqual(report["violations"], 0, report)
        self.assertGreater(min(report["writes"], report["reads"], report["flushes"]), 0)
        self.wait_for_connections(connections)
        self.assertEqual(journal.check()["violations"], 0)
        return faults, report


class PlainConnections(Connections):
    def test_join_and_show(self):  # MCS-01, MCS-04
        self.log_in(4)
        self.assertEqual(self.relay.connections, 4)
        self.assertEqual(self.sandbox.json("show", NAME)["sessions"][0]["connections"], 4)
        self.assertRegex(self.ctl("show", NAME), r"Connections +4")
        self.assertEqual(self.event_codes().count("connection.joined"), 3)
        self.ctl("logout", NAME)
        self.assertIsNone(self.sandbox.session(NAME))

    def test_the_target_allows_fewer(self):  # MCS-01
        self.log_in(8, given=4)
        time.sleep(1)
        self.assertEqual(self.relay.connections, 4)

    def test_out_of_range(self):
        self.ctl("add-node", NAME, self.relay.address)
        for value in ("0", "9", "many"):
            self.assertIn("1..8", self.ctl("set", NAME, f"max-connections={value}", code=USAGE))

    def test_the_daemon_comes_back(self):
        self.log_in(3)
        self.sandbox.restart_daemon()
        self.wait_for_connections(3)
        self.assertEqual(self.relay.connections, 3)
        self.relay.reset_one(1)
        wait_for(lambda: self.relay.connections == 4, 20, "the connection that was lost")
        self.wait_for_connections(3)

    def test_one_after_the_other_is_cut(self):  # MCS-05, MCS-07, P1
        self.log_in(4)
        faults, report = self.journal(12, lambda: self.relay.reset_one(random.randrange(4)), (0.7, 1.5), 4)
        codes = self.event_codes()
        self.assertGreater(codes.count("connection.lost"), faults // 3)
        self.assertEqual(codes.count("session.lost"), 0, "one connection took the session with it")
        self.assertLess(report["longest_wait"], 10)

    def test_all_are_cut_or_stall(self):
        self.log_in(4)

        def fault():
            if random.random() < 0.5:
                return self.relay.reset()
            self.relay.stall()
            time.sleep(0.3)
            self.relay.resume()

        self.journal(10, fault, (0.5, 2), 4)

    def test_one_connection(self):
        self.log_in(1)
        self.journal(8, self.relay.reset, (0.5, 2), 1)


class WithDigests(Connections):
    options = ("--header-digest", "crc32c", "--data-digest", "crc32c")

    def test_bits_flip(self):  # P4: on one of four, the others go on
        self.log_in(4, "header-digest=require", "data-digest=require")
        self.journal(10, lambda: self.relay.flip(random.randrange(2)), (0.3, 1), 4)

    def test_a_buffer_that_changes_while_it_is_written(self):  # DAT-25: no digest is wrong for it
        self.log_in(2, "header-digest=require", "data-digest=require")
        buffer = mmap.mmap(-1, 256 << 10)
        disk = os.open(self.sandbox.disk_path(NAME), os.O_RDWR | os.O_DIRECT)
        self.addCleanup(os.close, disk)
        ending = threading.Event()

        def change():
            while not ending.is_set():
                buffer[random.randrange(len(buffer))] = random.randrange(256)

        changing = threading.Thread(target=change)
        changing.start()
        try:
            end = time.monotonic() + 3 * SLOWER
            writes = 0
            while time.monotonic() < end:
                self.assertEqual(os.pwrite(disk, buffer, 0), len(buffer))
                writes += 1
        finally:
            ending.set()
            changing.join()
        self.assertGreater(writes, 20)
        self.assertEqual(self.connections(), 2)
        self.assertFalse({"connection.lost", "session.lost"} & set(self.event_codes()))

    def test_bits_flip_on_the_only_connection(self):
        self.log_in(1, "header-digest=require", "data-digest=require")
        self.journal(8, lambda: self.relay.flip(random.randrange(2)), (0.5, 1.5), 1)


class BusyPolling(Connections):
    daemon = {"arguments": ("--busy-poll", "200")}

    def test_all_are_cut(self):
        self.log_in(2)
        self.assertIn("looks for 200 us before it sleeps", (self.sandbox.directory / "portoland.log").read_text())
        self.journal(5, self.relay.reset, (0.5, 2), 2)


if __name__ == "__main__":
    unittest.main()
