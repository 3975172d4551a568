# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests in the lab's guest build upon: LIO, networks, open-iscsi, the daemon, and a kernel that must stay healthy."""
import concurrent.futures
import contextlib
import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

import kernel_sessions
from base import BUILD, SandboxTest, ScriptedTest
from block_journal import BlockJournal
from kernel_log import KernelLog, complaints
from lio import Lio
from network import Network
from open_iscsi import OpenIscsi
from relay import Relay
from sandbox import wait_for

RESULTS = pathlib.Path(os.environ["LAB_RESULTS"])
SLOW = bool(os.environ.get("LAB_SLOW"))
slow = unittest.skipUnless(SLOW, "takes long: lab --slow")  # of a test or a class
IQN = "iqn.2026-11.org.portolan.lab"
# Otherwise a thread of the kernel goes on writing to the disk while a test takes it away.
AT_ONCE = {"ext4": ("-E", "lazy_itable_init=0,lazy_journal_init=0")}


def settle(seconds=60):
    """Until udev is done with what the kernel has announced: links are there, and nobody holds a disk to probe it."""
    subprocess.run(["udevadm", "settle", f"--timeout={seconds}"], check=True)


@contextlib.contextmanager
def mounted(device, make=None):
    """A file system of the device on a folder of its own; `make`: creates one first, as "ext4"."""
    if make:
        subprocess.run([f"mkfs.{make}", "-q", *AT_ONCE.get(make, ()), str(device)], check=True, capture_output=True)
    point = tempfile.mkdtemp(prefix="mount-")
    subprocess.run(["mount", str(device), point], check=True)
    try:
        yield pathlib.Path(point)
    finally:
        subprocess.run(["umount", point], check=True)
        os.rmdir(point)


def checksum(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Lab:
    """Mixed into a test: self.lio, self.folder, networks, relays; afterwards no session may be left and the kernel must not have complained."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lab-"))
        self.kernel_log = KernelLog()
        self.lio = Lio(self.folder)
        self.addCleanup(self._close_lab)
        super().setUp()

    @property
    def logs(self):
        """A folder of this test in the results."""
        folder = RESULTS / "logs" / self.id()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def network(self, count=2):
        network = Network(count)
        self.addCleanup(network.close)
        return network

    def relay(self, port=3260):
        """To a target on loopback."""
        relay = Relay(("127.0.0.1", port))
        self.addCleanup(relay.close)
        return relay

    def open_iscsi(self, **more):
        """Running, with an empty database."""
        initiator = OpenIscsi(self.logs / "iscsid.log", **more)
        self.addCleanup(initiator.close)
        initiator.start()
        return initiator

    def kernel_disk(self, target_name, lun=0, seconds=20):
        """/dev/sdX of a LUN, once it is there and udev is done with it."""
        found = wait_for(lambda: kernel_sessions.disks(target_name).get(lun), seconds, f"the disk of LUN {lun} of {target_name}")
        settle()
        return found

    def _close_lab(self):
        left = kernel_sessions.all_of_them()
        for number in left:
            kernel_sessions.end(number)
        self.lio.close()
        lines = self.kernel_log.lines()
        self.kernel_log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.assertEqual(complaints(lines), [], "the kernel is in trouble")
        self.assertEqual(left, {}, "kernel sessions were left behind")


class LabTest(Lab, unittest.TestCase):
    """Without the daemon."""


class DaemonTest(Lab, SandboxTest):
    """With a bus and portoland on the kernel data plane; prepare() sets targets up. self.sandbox and self.ctl as in tests/integration."""

    data_plane = "kernel"
    block_devices = "auto"  # of the other data plane

    def _close(self):
        for log in (path for pattern in ("*.log", "*.pcap") for path in self.sandbox.directory.glob(pattern)):
            shutil.copy(log, self.logs)
        super()._close()


class JournalTest(DaemonTest):
    """With the journal workload on disks."""

    def journal(self, device, behind=()):
        """Not started yet. behind: the files that the target has for this disk, where what is on it can be seen, too."""
        journal = BlockJournal(BUILD, device, self.folder / f"{pathlib.Path(device).name}.journal")
        journal.behind = behind
        return journal

    def through(self, faults, within=None, **options):
        """faults: (journal, what happens to it), each with a disk of its own, all at once. The workload runs while they happen and
        after; then nothing acknowledged may be lost, as read through the session and behind the target's back.

        within: the longest that one request may have waited, in seconds. Gives the reports, in the order of faults.
        """
        for journal, _ in faults:
            journal.start(**options)
        time.sleep(1)
        with concurrent.futures.ThreadPoolExecutor(len(faults)) as threads:
            happening = [threads.submit(fault) for _, fault in faults]
        time.sleep(0.5)
        reports = [journal.stop() for journal, _ in faults]
        for (journal, fault), happened, report in zip(faults, happening, reports):
            print(f"{fault.__name__}: {report['writes']} writes, longest wait {report['longest_wait']:.1f} s; ", end="", flush=True)
            with self.subTest(fault=fault.__name__):
                happened.result()
                self.assertEqual((report["violations"], report["examples"]), (0, []))
                self.assertGreater(report["writes"], 0)
                for path in (journal.device, *journal.behind):
                    self.assertEqual(journal.check(path)["examples"], [], path)
                if within is not None:
                    self.assertLess(report["longest_wait"], within)
        return reports


class ScriptedDaemonTest(DaemonTest, ScriptedTest):
    """The same with serve() for scripted targets: what LIO cannot be asked to do."""
