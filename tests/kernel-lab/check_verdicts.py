# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs on this machine: the lab tells what became of a guest, and leaves nothing behind."""
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

from sandbox import wait_for  # noqa: E402  (needs the path above)

PLANTED = HERE / "planted.py"


class Verdicts(unittest.TestCase):
    def setUp(self):
        self.content = PLANTED.read_bytes()
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.results = pathlib.Path(self.folder.name, "results")

    def command(self, test, seconds):
        return [str(HERE / "lab"), "--results", str(self.results), "--timeout", str(seconds), "-k", f"test_{test}", str(PLANTED)]

    def lab(self, test, seconds=60):
        done = subprocess.run(self.command(test, seconds), capture_output=True, text=True)
        wait_for(lambda: not self.guests(), 10, "the end of the guest")  # one that was killed gives its memory back first
        return done.returncode, done.stdout

    def guests(self):
        """Command lines that name our results folder: the kernel's processes."""
        found = []
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = path.read_bytes()
            except OSError:  # it ended meanwhile
                continue
            if f"lab_results={self.results}".encode() in line:
                found.append(line)
        return found

    def test_success(self):
        code, output = self.lab("passes")
        self.assertEqual(code, 0, output)
        self.assertIn("Planted.test_passes) ... ok", output)
        self.assertEqual(PLANTED.read_bytes(), self.content, "the guest wrote to this machine")
        self.assertEqual({path.name for path in self.results.iterdir()}, {"job.json", "kernel.log", "output.log", "result.json"})

    def test_failed_test(self):
        code, output = self.lab("fails")
        self.assertEqual(code, 1)
        self.assertIn("AssertionError: planted", output)

    def test_hang(self):
        code, output = self.lab("hangs", 15)
        self.assertEqual(code, 1)
        self.assertIn("the tests were not done after 15 s", output)

    def test_panic(self):
        code, output = self.lab("panics")
        self.assertEqual(code, 1)
        self.assertIn("the guest died before the tests were done", output)
        self.assertIn("Kernel panic", output)

    def test_early_end(self):
        code, output = self.lab("powers_off")
        self.assertEqual(code, 1)
        self.assertIn("the guest died before the tests were done", output)

    def test_kernel_complains(self):
        code, output = self.lab("warns")
        self.assertEqual(code, 1)
        self.assertIn("the kernel complained: WARNING: planted", output)

    def test_killed_lab_takes_its_guest_along(self):
        process = subprocess.Popen(self.command("hangs", 60), stdout=subprocess.DEVNULL)
        self.addCleanup(process.kill)
        wait_for(lambda: b"test_hangs" in (self.results / "output.log").read_bytes(), 30, "the start of the test")
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_for(lambda: not self.guests(), 10, "the end of the guest")

    def test_foreign_folder_is_not_emptied(self):
        self.results.mkdir()
        (self.results / "thesis.txt").touch()
        self.assertEqual(subprocess.run(self.command("passes", 60), capture_output=True).returncode, 2)
        self.assertTrue((self.results / "thesis.txt").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
