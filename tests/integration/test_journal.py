# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal workload itself: it finds the faults that are planted here, and no others."""
import os
import pathlib
import random
import resource
import shutil
import tempfile
import time
import unittest

from base import BUILD
from block_journal import BlockJournal

BLOCK, BLOCKS = 4096, 1024


class PlantedFaults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="portolan-journal-")
        self.addCleanup(folder.cleanup)
        self.disk = pathlib.Path(folder.name, "disk")
        with open(self.disk, "wb") as file:
            file.truncate(BLOCKS * BLOCK)
        self.journal = BlockJournal(BUILD, self.disk, pathlib.Path(folder.name, "journal"))

    def run_for(self, seconds, **options):
        return self.journal.start(seconds=seconds, **options).finish()

    def read(self, number, path=None):
        with open(path or self.disk, "rb") as file:
            file.seek(number * BLOCK)
            return file.read(BLOCK)

    def write(self, number, content):
        with open(self.disk, "r+b") as file:
            file.seek(number * BLOCK)
            file.write(content)

    def kinds(self, report):
        """What is wrong with which block."""
        return {text.split(": ")[0]: int(text.split("block ")[1].split()[0]) for text in report["examples"]}

    def test_nothing_is_planted(self):
        report = self.run_for(1)
        self.assertEqual(report["violations"], 0, report)
        self.assertGreater(min(report["writes"], report["reads"], report["flushes"]), 0)
        self.assertLess(report["longest_wait"], 30)
        self.assertEqual(self.run_for(1, depth=1)["violations"], 0)
        for options in ({}, {"after_power_loss": True}):
            self.assertEqual(self.journal.check(**options)["violations"], 0)

    def test_after_the_end(self):
        """One fault of each kind, planted in a disk that was written by two runs."""
        self.run_for(1)
        before = shutil.copy(self.disk, self.disk.with_name("before"))
        self.run_for(1, seed=2)
        changed = [number for number in range(BLOCKS) if self.read(number) != self.read(number, before)]
        lost, stale, misplaced, torn, garbage, flipped = random.sample(changed, 6)
        correct = {number: self.read(number) for number in changed}
        plants = {lost: ("lost", bytes(BLOCK)), stale: ("stale", self.read(stale, before)), misplaced: ("misplaced", self.read(stale)),
                  torn: ("torn", self.read(torn)[:1536] + self.read(torn, before)[1536:]), garbage: ("garbage", random.randbytes(BLOCK)),
                  flipped: ("garbage", self.read(flipped)[:2000] + bytes([self.read(flipped)[2000] ^ 4]) + self.read(flipped)[2001:])}
        for number, (kind, content) in plants.items():
            with self.subTest(kind=kind):
                self.write(number, content)
                report = self.journal.check()
                self.assertEqual((report["violations"], self.kinds(report)), (1, {kind: number}))
                self.write(number, correct[number])
        self.assertEqual(self.journal.check()["violations"], 0)

    def test_read_while_it_writes(self):
        self.journal.start(seconds=20)
        for _ in range(1000):
            time.sleep(0.01)
            self.write(random.randrange(BLOCKS), random.randbytes(BLOCK))
            if not self.journal.running():
                break
        report = self.journal.stop()
        self.assertIn("a read gave something else, garbage", report["examples"][0])

    def test_killed_writer_leaves_a_journal_that_holds(self):
        for seed in range(4):
            self.journal.start(seed=seed)
            time.sleep(random.uniform(0.05, 0.5))
            self.journal.kill()
            with open(self.journal.journal, "ab") as file:
                file.write(os.urandom(random.randrange(40)))  # as if it had been cut off
            with self.subTest(seed=seed):
                self.assertEqual(self.journal.check()["violations"], 0)
        self.assertEqual(self.run_for(1)["violations"], 0)

    def test_damaged_journal_is_not_believed(self):
        self.run_for(1)
        with open(self.journal.journal, "r+b") as file:
            file.seek(4000)
            file.write(b"nonsense")
        with self.assertRaisesRegex(RuntimeError, "the record at byte 4000 is damaged"):
            self.journal.check()

    def test_error(self):  # P7
        self.journal.start(seconds=20)
        time.sleep(0.3)
        half = BLOCKS * BLOCK // 2  # room for the journal
        resource.prlimit(self.journal.process.pid, resource.RLIMIT_FSIZE, (half, half))
        report = self.journal.finish()
        self.assertGreater(report["errors"], 0)
        self.assertIn("without success", " ".join(report["examples"]))

    def test_two_writers_share_a_disk(self):
        other = BlockJournal(BUILD, self.disk, self.journal.journal + "-2")
        self.journal.start(megabytes=2)
        other.start(megabytes=2, skip_megabytes=2, writer=2)
        time.sleep(0.5)
        for journal in (self.journal, other):
            self.assertEqual(journal.stop()["violations"], 0)
            self.assertEqual(journal.check()["violations"], 0)
        self.write(3, self.read(600))
        self.assertEqual(self.kinds(self.journal.check()), {"misplaced": 3})


if __name__ == "__main__":
    unittest.main(verbosity=2)
