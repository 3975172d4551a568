# SPDX-License-Identifier: GPL-3.0-or-later
"""Boot and shutdown with targets that are logged in at start, as an administrator writes them into fstab: see docs/kernel-data-plane.md.

One storage server answers; another is cut off without a word, until the boot is long over.
"""
import json
import pathlib
import re
import subprocess
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), *(str(HERE.parent / folder) for folder in ("integration", "support", "target"))]

from base import BUILD  # noqa: E402  (needs the path above)
from lio import Lio  # noqa: E402
from network import Network  # noqa: E402
from sandbox import Sandbox, wait_for  # noqa: E402
from systemd_guest import KEPT, RUN, write  # noqa: E402

IQN = "iqn.2026-11.org.portolan.lab"
PRESENT, ABSENT = f"{IQN}:present", f"{IQN}:absent"
FAR = ("10.77.0.2", "10.77.1.2")
DEVICE_TIMEOUT = 10


def disk(name, address, lun=0):
    return f"/dev/disk/by-path/ip-{address}:3260-iscsi-{name}-lun-{lun}"


FSTAB = f"""
{disk(PRESENT, FAR[0])} /mnt/present ext4 _netdev,nofail 0 0
{disk(ABSENT, FAR[1])} /mnt/absent ext4 _netdev,nofail,x-systemd.device-timeout={DEVICE_TIMEOUT}s 0 0
{disk(ABSENT, FAR[1], 1)} /mnt/later ext4 _netdev,nofail,x-systemd.automount,x-systemd.device-timeout=60s 0 0
"""
NETWORK = """[Unit]
DefaultDependencies=no
Before=network.target shutdown.target
Wants=network.target
Conflicts=shutdown.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'ip link set lab0 up; ip link set lab1 up'
ExecStop=/bin/sh -c 'ip link set lab0 down; ip link set lab1 down'
"""


def before():
    """Targets, nodes that an earlier run of the machine learned, and fstab."""
    network = Network(2)
    folder = KEPT / "disks"
    folder.mkdir()
    lio = Lio(folder)
    for name, address in ((PRESENT, FAR[0]), (ABSENT, FAR[1])):
        disks = [lio.disk(f"{name.rsplit(':')[-1]}{lun}", 16) for lun in range(2)]
        for made in disks:
            subprocess.run(["mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", made.path], check=True, capture_output=True)
        lio.target(name, disks, portals=[(address, 3260)], namespace=network.namespace)
    with Sandbox(BUILD, data_plane="user") as sandbox:
        sandbox.state = pathlib.Path("/var/lib/portolan")
        sandbox.start_daemon()
        for name, address in ((PRESENT, FAR[0]), (ABSENT, FAR[1])):
            sandbox.ctl("discover", address)
            sandbox.ctl("set", name, "auto-login=at-start")
    network.links[1].cut()
    for link in network.links:
        link.down()
    for point in ("present", "absent", "later", "manual"):
        pathlib.Path("/mnt", point).mkdir(parents=True, exist_ok=True)
    write("/etc/fstab", FSTAB)
    write(RUN / "system/lab-network.service", NETWORK)
    (RUN / "system/multi-user.target.wants/lab-network.service").symlink_to(RUN / "system/lab-network.service")


def seconds(unit, what):
    """When it happened, on the kernel's clock; None if it did not."""
    shown = subprocess.run(["systemctl", "show", unit, "--value", "-p", f"{what}TimestampMonotonic"], capture_output=True, text=True, check=True).stdout
    return int(shown) / 1e6 if shown.strip() not in ("", "0") else None


def state(unit):
    return subprocess.run(["systemctl", "is-active", unit], capture_output=True, text=True).stdout.strip()


def ctl(*arguments):
    return subprocess.run(["portolanctl", *arguments], capture_output=True, text=True, timeout=60)


class Running(unittest.TestCase):
    """In this order, and what one leaves the next finds."""

    def test_1_boot_does_not_wait_for_the_absent_target(self):
        wait_for(lambda: state("multi-user.target") == "active", 120, "the end of the boot")
        took = seconds("multi-user.target", "ActiveEnter") - seconds("portoland.service", "ActiveEnter")
        print(f"portoland started {seconds('portoland.service', 'ActiveEnter'):.1f} s after the kernel; multi-user.target {took:.1f} s later ",
              end="", flush=True)
        self.assertLess(took, DEVICE_TIMEOUT, "a boot that waited would have waited at least so long")

    def test_2_mount_comes_by_itself(self):
        wait_for(lambda: state("mnt-present.mount") == "active", 60, "the mount")
        print(f"mounted {seconds('mnt-present.mount', 'ActiveEnter') - seconds('portoland.service', 'ActiveEnter'):.1f} s after portoland's start ",
              end="", flush=True)
        pathlib.Path("/mnt/present/file").write_text("written\n")

    def test_3_absent_mount_fails_in_time(self):
        wait_for(lambda: "Timed out waiting for device" in subprocess.run(["journalctl", "-b"], capture_output=True, text=True).stdout, 60,
                 "systemd giving up on the absent disk")
        self.assertEqual(state("mnt-absent.mount"), "inactive")

    def test_4_restart_of_the_daemon_unmounts_nothing(self):
        subprocess.run(["systemctl", "restart", "portoland.service"], check=True, timeout=60)
        self.assertEqual(state("mnt-present.mount"), "active")
        self.assertEqual(state("portolan-shutdown.service"), "active")
        self.assertEqual(pathlib.Path("/mnt/present/file").read_text(), "written\n")
        self.assertIn(PRESENT, ctl("sessions").stdout)

    def test_5_automount_waits_for_the_disk(self):
        subprocess.run(["tc", "qdisc", "replace", "dev", "lab1", "root", "netem", "delay", "0ms"], check=True)
        subprocess.run(["tc", "-n", "target", "qdisc", "replace", "dev", "far1", "root", "netem", "delay", "0ms"], check=True)
        started = time.monotonic()
        pathlib.Path("/mnt/later/file").write_text("late\n")
        print(f"after {time.monotonic() - started:.1f} s ", end="", flush=True)
        self.assertEqual(state("mnt-later.mount"), "active")

    def test_6_mounted_by_hand(self):
        """As file managers do it: nothing tells systemd that the network is needed."""
        subprocess.run(["mount", disk(PRESENT, FAR[0], 1), "/mnt/manual"], check=True)
        pathlib.Path("/mnt/manual/file").write_text("by hand\n")


class After(unittest.TestCase):
    """What the journal and the kernel say when everything is stopped."""

    @classmethod
    def setUpClass(cls):
        shown = subprocess.run(["journalctl", "--directory=/run/log/journal", "--output=json"], capture_output=True, text=True, check=True).stdout
        cls.journal = [(int(entry["__MONOTONIC_TIMESTAMP"]) / 1e6, str(entry.get("MESSAGE"))) for entry in map(json.loads, shown.splitlines())]

    def when(self, pattern):
        found = [moment for moment, message in self.journal if re.search(pattern, message)]
        self.assertTrue(found, f"the journal has no {pattern}")
        return found[-1]

    def test_order(self):
        logouts = self.when(r"logout\.done")
        unmounted = [self.when(rf"Unmounted (mnt-{point}\.mount|/mnt/{point})") for point in ("present", "later", "manual")]
        network, daemon = self.when("Stopped lab-network.service"), self.when("Stopped portoland.service")
        asked = self.when("Stopped target .*multi-user")
        print(f"unmounted after {max(unmounted) - asked:.1f} s, logged out after {logouts - asked:.1f} s, network down after {network - asked:.1f} s ",
              end="", flush=True)
        self.assertLess(max(unmounted), logouts)
        self.assertLess(logouts, network)
        self.assertLess(daemon, network)
        self.assertLess(network - asked, 30, "nothing hangs")
        self.assertFalse([message for _, message in self.journal if "Failed with result" in message])

    def test_no_session_is_left(self):
        self.assertEqual(list(pathlib.Path("/sys/class/iscsi_session").iterdir()), [])


def main():
    name = sys.argv.pop(1)
    if name == "before":
        return before()
    tests = unittest.defaultTestLoader.loadTestsFromTestCase({"running": Running, "after": After}[name])
    sys.exit(0 if unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(tests).wasSuccessful() else 1)


main()
