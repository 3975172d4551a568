# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's traffic with the null target pleases tshark in every way in which data can go, and the comparison runs through."""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "target"), str(HERE.parent / "integration"), str(HERE.parent / "support")]

from base import judge  # noqa: E402
from isns import Relay  # noqa: E402

from bench_user import SMOKE, figures_of  # noqa: E402

BUILD = pathlib.Path(os.environ["PORTOLAN_BUILD"]) / "tests/bench"
TARGET = "iqn.2026-11.org.portolan.bench:null"


class Null(unittest.TestCase):
    def serve(self, *options):
        process = subprocess.Popen([BUILD / "null_target/null_target", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self._end, process)
        return int(process.stdout.readline().removeprefix("port="))

    def _end(self, process):
        process.terminate()
        process.wait()
        self.assertEqual(process.stderr.read(), "")
        process.stdout.close()
        process.stderr.close()

    def bench(self, url, *options):
        done = subprocess.run([BUILD / "portolan_bench/portolan-bench", "--url", url, *options], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return figures_of(done.stdout)


class Engine(Null):
    def test_tshark_is_content(self):
        for options, more in (((), ()), (("--immediate-data", "no", "--initial-r2t", "yes"), ()),
                              (("--header-digest", "crc32c", "--data-digest", "crc32c"), ("--header-digest", "--data-digest"))):
            with self.subTest(options), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "bench.pcap"
                relay = Relay(path, self.serve(*options))
                try:
                    figures = self.bench(f"iscsi://{relay.address}/{TARGET}/0", "--op", "mixed", "--bs", "16384", "--qd", "2", "--secs", "1", *more)
                finally:
                    relay.stop()
                self.assertGreater(figures["iops"], 10)
                self.assertEqual(judge(path, relay.port), [])

    def test_says_what_is_wrong(self):
        port = self.serve()
        for url, word in ((f"iscsi://127.0.0.1:{port}/{TARGET}/9", "LUN 9"), ("http://127.0.0.1/", "--url"),
                          (f"iscsi://127.0.0.1:1/{TARGET}/0", "refused")):
            done = subprocess.run([BUILD / "portolan_bench/portolan-bench", "--url", url], capture_output=True, text=True)
            self.assertEqual(done.returncode, 1)
            self.assertIn(word.lower(), done.stderr.lower())


class Comparison(unittest.TestCase):
    def test_smoke(self):
        if not (BUILD / "libiscsi_load/libiscsi_load").exists():
            self.skipTest("libiscsi is not installed")
        if len(os.sched_getaffinity(0)) < 2:
            self.skipTest("it takes two processors")
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, HERE / "bench_user.py", "--build", os.environ["PORTOLAN_BUILD"], "--results", folder, "--smoke"],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len(re.findall("^[0-9]+ KiB", done.stdout, re.M)), len(SMOKE), done.stdout)
            rows = (pathlib.Path(folder) / "bench.csv").read_text().splitlines()
            self.assertGreater(len([row for row in rows if ",iops," in row]), 5)

    def test_smoke_of_devices(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, HERE / "bench_devices.py", "--build", os.environ["PORTOLAN_BUILD"], "--results", folder, "--smoke",
                                   "-k", "4 KiB read, depth 32"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(pathlib.Path(folder) / "bench.csv", newline="") as file:
                rows = list(csv.DictReader(file))
            self.assertEqual({row["disk"] for row in rows}, {"portolan", "memory"})
            self.assertTrue(all(int(row["value"]) > 100 for row in rows), rows)


if __name__ == "__main__":
    unittest.main(verbosity=2)
