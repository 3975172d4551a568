# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal workload on a device or a file: see tests/integration/journal."""
import json
import pathlib
import signal
import subprocess


class BlockJournal:
    """One device, one journal. start() again goes on with both; check() may look at the disk by another path."""

    def __init__(self, build, device, journal):
        self.program = pathlib.Path(build).resolve() / "tests/integration/journal/block_journal"
        self.device, self.journal = str(device), str(journal)
        self.process = None

    def _command(self, action, device, options):
        words = [str(self.program), action, "--device", str(device), "--journal", self.journal]
        for name, value in options.items():
            words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
        return words

    def start(self, **options):
        """Writes until stop(); options are those of the program, as patience=5."""
        self.process = subprocess.Popen(self._command("write", self.device, options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return self

    def running(self):
        return self.process.poll() is None

    def stop(self, seconds=120):
        """Ends it (it may have ended by itself, because something is wrong) and gives its report."""
        self.process.send_signal(signal.SIGTERM)
        return self.finish(seconds)

    def finish(self, seconds=120):
        """Waits for its own end."""
        try:
            output, errors = self.process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its output stays open as long as the kernel holds one of its threads
            raise
        return self._report(self.process.returncode, output, errors)

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def check(self, device=None, **options):
        done = subprocess.run(self._command("check", device or self.device, options), capture_output=True, text=True, timeout=120)
        return self._report(done.returncode, done.stdout, done.stderr)

    @staticmethod
    def _report(code, output, errors):
        if code not in (0, 1):
            raise RuntimeError(f"block_journal: exit {code}: {errors.strip()}")
        report = json.loads(output)
        if bool(report["violations"]) != bool(code):
            raise RuntimeError(f"block_journal: exit {code}, but {output}")
        return report
