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
from target import Target  # noqa: E402

BUILD = os.environ.get("PORTOLAN_BUILD", str(ROOT / "build/asan"))
AS_ROOT = os.geteuid() == 0
SANITIZERS_SAY = ("ERROR: AddressSanitizer", "runtime error:", "WARNING: ThreadSanitizer")
SCRIPTED = Target.names[0]

# Exit codes of portolanctl, docs/cli.md
OK, FAILED, USAGE, NOT_FOUND, NOT_AUTHORIZED, UNREACHABLE, REFUSED, AUTHENTICATION, BUSY, UNAVAILABLE, CANCELLED = range(11)


class SandboxTest(unittest.TestCase):
    """A sandbox with a running daemon for each test method: no test sees another's nodes."""

    data_plane = "user"
    block_devices = None  # as in Sandbox
    daemon = {}  # how it is started: keywords of Sandbox.start_daemon

    def setUp(self):
        self.sandbox = Sandbox(BUILD, data_plane=self.data_plane, block_devices=self.block_devices)
        self.addCleanup(self._close)
        self.sandbox.bus.start()
        self.prepare()
        self.sandbox.start_daemon(**self.daemon)

    def prepare(self):
        """Targets that must be there before the daemon."""

    def _close(self):
        log = self.sandbox.directory / "portoland.log"
        text = log.read_text(errors="replace") if log.exists() else ""
        failed = any(error for _, error in getattr(getattr(self._outcome, "result", None), "errors", []) +
                     getattr(getattr(self._outcome, "result", None), "failures", []) if _ is self)
        self.sandbox.close()
        found = [words for words in SANITIZERS_SAY if words in text]
        if failed or found:
            print(f"--- portoland.log of {self.id()}\n{text[-8000:]}\n---", file=sys.stderr)
        self.assertEqual(found, [])

    def ctl(self, *arguments, code=OK, **keywords):
        """portolanctl with the exit code it must have; gives its output."""
        done = self.sandbox.ctl(*arguments, check=False, **keywords)
        self.assertEqual(done.returncode, code, f"portolanctl {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def event_codes(self):
        return [event["Code"] for event in self.sandbox.events()]


class ScriptedTest(SandboxTest):
    """A test that serves scripted targets: the capture of each is judged when the test is over."""

    complaints = ()  # what tshark may say, because the script does it on purpose
    misunderstood = ()  # what it says of PDUs that are right

    def serve(self, target_class=Target, port=0, **attributes):
        self.served = getattr(self, "served", 0) + 1
        capture = self.sandbox.directory / f"{target_class.__name__}-{self.served}.pcap"
        target = target_class(capture)
        for name, value in attributes.items():
            setattr(target, name, value)
        target.start(port)
        self.addCleanup(self._judge, target, capture)
        return target

    def _judge(self, target, capture):
        self.sandbox.ctl("logout", "--all", "--force", check=False)
        target.stop()
        self.assertEqual(target.violations, [], "the initiator broke the protocol")
        verdict = [line for line in judge(capture, target.port) if not any(word in line for word in (*self.complaints, *self.misunderstood))]
        self.assertEqual(verdict, [], "tshark has complaints")

    def discover(self, target):
        return self.ctl("discover", target.address)

    def login(self, target, code=OK):
        self.discover(target)
        return self.ctl("login", SCRIPTED, code=code)


def fio(path, seconds, *more):
    """fio that writes, reads back and compares checksums; one process, so that it can be ended with the test."""
    return subprocess.Popen(
        ["fio", "--name=verify", f"--filename={path}", "--rw=randrw", "--bs=4k", "--iodepth=16", "--ioengine=libaio", "--direct=1",
         "--size=32m", "--verify=crc32c", "--verify_fatal=1", "--verify_backlog=256", "--time_based", f"--runtime={seconds}",
         "--allow_file_create=0", "--verify_state_save=0", "--output-format=json", "--thread", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def judge(capture, port, protocol="iscsi"):
    """tshark's verdict on a capture: the warnings and errors of its expert, and PDUs it could not decode."""
    done = subprocess.run(
        ["tshark", "-r", str(capture), "-d", f"tcp.port=={port},{protocol}", "-Y", "_ws.expert.severity >= 0x600000 || _ws.malformed",
         "-T", "fields", "-E", "separator=/t", "-e", "frame.number", "-e", "_ws.expert.message", "-e", "_ws.col.Info"],
        capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.strip()]


def opcodes(capture, port):
    """The iSCSI opcodes of a capture in order, as tshark reads them."""
    done = subprocess.run(["tshark", "-r", str(capture), "-d", f"tcp.port=={port},iscsi", "-Y", "iscsi", "-T", "fields", "-e", "iscsi.opcode"],
                          capture_output=True, text=True, check=True)
    return [int(word, 0) for line in done.stdout.split() for word in line.split(",")]
