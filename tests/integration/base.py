# SPDX-License-Identifier: GPL-3.0-or-later
"""What the integration tests share: a sandbox per class, and the judge of captures."""
import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/target")]

from sandbox import Sandbox  # noqa: E402  (needs the path above)

BUILD = os.environ.get("PORTOLAN_BUILD", str(ROOT / "build/asan"))
AS_ROOT = os.geteuid() == 0

# Exit codes of portolanctl, docs/cli.md
OK, FAILED, USAGE, NOT_FOUND, NOT_AUTHORIZED, UNREACHABLE, REFUSED, AUTHENTICATION, BUSY, UNAVAILABLE, CANCELLED = range(11)


class SandboxTest(unittest.TestCase):
    """A sandbox with a running daemon for each test method: no test sees another's nodes."""

    def setUp(self):
        self.sandbox = Sandbox(BUILD)
        self.addCleanup(self._close)
        self.sandbox.bus.start()
        self.prepare()
        self.sandbox.start_daemon()

    def prepare(self):
        """Targets that must be there before the daemon."""

    def _close(self):
        log = self.sandbox.directory / "portoland.log"
        text = log.read_text(errors="replace") if log.exists() else ""
        failed = any(error for _, error in getattr(getattr(self._outcome, "result", None), "errors", []) +
                     getattr(getattr(self._outcome, "result", None), "failures", []) if _ is self)
        self.sandbox.close()
        if failed or "ERROR: AddressSanitizer" in text or "runtime error:" in text:
            print(f"--- portoland.log of {self.id()}\n{text[-8000:]}\n---", file=sys.stderr)
        self.assertNotIn("ERROR: AddressSanitizer", text)
        self.assertNotIn("runtime error:", text)

    def ctl(self, *arguments, code=OK, **keywords):
        """portolanctl with the exit code it must have; gives its output."""
        done = self.sandbox.ctl(*arguments, check=False, **keywords)
        self.assertEqual(done.returncode, code, f"portolanctl {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def event_codes(self):
        return [event["Code"] for event in self.sandbox.events()]


def judge(capture, port):
    """tshark's verdict on a capture: the warnings and errors of its expert, and PDUs it could not decode."""
    done = subprocess.run(
        ["tshark", "-r", str(capture), "-d", f"tcp.port=={port},iscsi", "-Y", "_ws.expert.severity >= 0x600000 || _ws.malformed",
         "-T", "fields", "-E", "separator=/t", "-e", "frame.number", "-e", "_ws.expert.message", "-e", "_ws.col.Info"],
        capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.strip()]


def opcodes(capture, port):
    """The iSCSI opcodes of a capture in order, as tshark reads them."""
    done = subprocess.run(["tshark", "-r", str(capture), "-d", f"tcp.port=={port},iscsi", "-Y", "iscsi", "-T", "fields", "-e", "iscsi.opcode"],
                          capture_output=True, text=True, check=True)
    return [int(word, 0) for line in done.stdout.split() for word in line.split(",")]
