# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks of the user-space data plane as block devices that its processes serve: what can be done with one, and what it outlives.

The same for each kind of device: test_kernel_nbd.py and test_kernel_ublk.py mix Disks and Lives with a ServedTest of theirs."""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

from base import BUSY, ROOT, fio
from guest import AT_ONCE, IQN, JournalTest, checksum, mounted, settle
from sandbox import wait_for

RULES = pathlib.Path("/etc/udev/rules.d/61-portolan.rules")
BY_ID = pathlib.Path("/dev/disk/by-id")


def size_of(device):
    return int(pathlib.Path("/sys/class/block", pathlib.Path(device).name, "size").read_text()) * 512


class ServedTest(JournalTest):
    """block_devices says which kind; served() which of them there are."""

    data_plane = "user"
    depth, mebibytes = 4, 4  # of the journal, and its disks

    @property
    def name(self):
        return f"{IQN}:{self.block_devices}"

    def served(self):
        """The devices that somebody serves, or did."""
        raise NotImplementedError

    def prepare(self):
        shutil.copy(ROOT / "resources/udev/61-portolan.rules", RULES)
        subprocess.run(["udevadm", "control", "--reload"], check=True)
        self.assertEqual(self.served(), [])

    def publish(self, *disks, **more):
        self.target = self.lio.target(self.name, disks, **more)
        return self.target

    def login(self, *settings):
        if not self.sandbox.node(self.name):
            self.ctl("add-node", self.name, self.target.address)
            self.ctl("set", self.name, "noop-interval=1", "noop-timeout=1", *settings)
        self.ctl("login", self.name)
        settle()
        devices = [disk["Device"] for disk in self.sandbox.disks(self.name)]
        self.assertEqual(sorted(devices), self.served())
        return devices

    def logout(self):
        self.ctl("logout", self.name)
        self.assertEqual(self.served(), [])

    def link(self, device, suffix=""):
        """The name in /dev/disk/by-id."""
        wwid, = (disk["Wwid"] for disk in self.sandbox.disks(self.name) if disk["Device"] == device)
        link = BY_ID / f"portolan-{wwid}{suffix}"
        wait_for(link.exists, 5, str(link))
        return link

    def wait_online(self):
        wait_for(lambda: self.sandbox.online(self.name), 30, "the return of the session")


class Disks:
    def test_file_system_that_grows(self):
        disk = self.lio.disk("disk", 64, attributes={"emulate_write_cache": 1, "unmap_zeroes_data": 1})
        self.publish(disk)
        device, = self.login()
        self.assertRegex(device, f"^/dev/{self.block_devices}b?[0-9]+$")
        self.assertEqual(os.path.realpath(self.link(device)), device)
        with mounted(device, make="ext4") as folder:
            (folder / "file").write_bytes(random.Random(1).randbytes(5 << 20))
            subprocess.run(["sync", "-f", folder], check=True)
            written = checksum(folder / "file")
            self.assertIn("mounted", self.ctl("logout", self.name, code=BUSY))
            self.assertEqual(self.served(), [device])
            disk.grow(96)
            self.ctl("rescan", self.name)
            wait_for(lambda: size_of(device) == 96 << 20, 10, "the new size")
            subprocess.run(["resize2fs", device], check=True, capture_output=True)
            self.assertGreater(os.statvfs(folder).f_blocks * os.statvfs(folder).f_frsize, 80 << 20)
        with mounted(device) as folder:
            self.assertEqual(checksum(folder / "file"), written)
            subprocess.run(["fstrim", folder], check=True)
        self.assertLess(disk.path.stat().st_blocks * 512, 40 << 20)
        self.logout()
        device, = self.login()
        self.assertEqual(size_of(device), 96 << 20)
        with mounted(device) as folder:
            self.assertEqual(checksum(folder / "file"), written)
        self.logout()

    def test_partitions_have_names(self):
        self.publish(self.lio.disk("disk"))
        device, = self.login()
        subprocess.run(["sfdisk", "--quiet", device], input="size=16M\nsize=16M\n", text=True, check=True)
        settle()
        self.assertEqual(os.path.realpath(self.link(device, "-part2")), f"{device}p2")
        self.logout()
        device, = self.login()  # now the kernel finds the partitions before it knows who made the device
        self.assertEqual(os.path.realpath(self.link(device, "-part1")), f"{device}p1")
        self.logout()

    def test_block_sizes(self):
        self.publish(self.lio.disk("small"), self.lio.disk("large", attributes={"block_size": 4096}))
        devices = self.login()
        for device in devices:  # soon: the kernel may let requests end first
            setting = pathlib.Path("/sys/block", pathlib.Path(device).name, "queue/scheduler")
            wait_for(lambda setting=setting: "[none]" in setting.read_text(), 10, f"no scheduler of {device}")
        sizes = [int(subprocess.run(["blockdev", "--getss", device], check=True, capture_output=True).stdout) for device in devices]
        self.assertEqual(sorted(sizes), [512, 4096])
        for process in [fio(device, 1) for device in devices]:
            output, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, output + errors)
        self.logout()

    def test_read_only_disk(self):
        disk = self.lio.disk("disk")
        subprocess.run(["mkfs.ext4", "-q", *AT_ONCE["ext4"], disk.path], check=True)
        self.publish(disk, attributes={"demo_mode_write_protect": 1})
        device, = self.login()
        self.assertEqual(pathlib.Path("/sys/block", pathlib.Path(device).name, "ro").read_text().strip(), "1")
        self.assertNotEqual(subprocess.run(["dd", "if=/dev/zero", f"of={device}", "count=1"], capture_output=True).returncode, 0)
        subprocess.run(["mount", "-o", "ro", device, "/mnt"], check=True)
        subprocess.run(["umount", "/mnt"], check=True)
        self.logout()

    def test_disk_that_is_taken_away_fails_at_once(self):
        self.publish(self.lio.disk("stays"), self.lio.disk("goes"))
        device = self.login()[1]
        with open(device, "rb", buffering=0) as held:
            self.target.remove_lun(1)
            self.ctl("rescan", self.name)
            wait_for(lambda: not self.sandbox.disks(self.name)[1:], 10, "the end of the disk")
            try:  # an error, or the end of a disk that has no size any more
                self.assertEqual(os.pread(held.fileno(), 512, 1 << 20), b"")
            except OSError:
                pass
        wait_for(lambda: device not in self.served(), 10, "the end of the device")
        self.logout()


class Lives:
    def test_daemon_restarts(self):
        self.publish(self.lio.disk("disk"))
        device, = self.login()
        process = fio(device, 3)
        time.sleep(0.5)
        self.sandbox.restart_daemon(signal.SIGKILL)
        self.wait_online()
        self.assertEqual([disk["Device"] for disk in self.sandbox.disks(self.name)], [device])
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, output + errors)
        self.logout()

    def test_worker_and_daemon_die(self):
        """Nobody can go on with the device: what waits for it hears that soon."""
        self.publish(self.lio.disk("disk"))
        device, = self.login()
        self.sandbox.stop_daemon(signal.SIGKILL)
        worker, = self.sandbox.workers()
        os.kill(worker, signal.SIGKILL)
        reader = subprocess.Popen(["dd", f"if={device}", "of=/dev/null", "iflag=direct", "count=1"], stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        self.assertIsNone(reader.poll())
        self.sandbox.start_daemon()
        self.assertNotEqual(reader.wait(10), 0)
        wait_for(lambda: self.served() == [], 10, "the end of the device")

    def test_worker_dies_and_does_not_come_back(self):
        self.publish(self.lio.disk("disk"))
        device, = self.login("replacement-timeout=3")
        self.target.disable()
        worker, = self.sandbox.workers()
        os.kill(worker, signal.SIGKILL)
        started = time.monotonic()
        self.assertNotEqual(subprocess.run(["dd", f"if={device}", "of=/dev/null", "iflag=direct", "count=1"], capture_output=True).returncode, 0)
        self.assertGreater(time.monotonic() - started, 2)
        self.assertLess(time.monotonic() - started, 10)
        wait_for(lambda: self.served() == [], 10, "the end of the device")
        self.ctl("logout", self.name)

    def test_journal_through_faults(self):
        """Two disks of two sessions, one whose worker is killed twice, and one whose network is cut."""
        network = self.network(1)
        link, = network.links
        disks = [self.lio.disk(name, self.mebibytes, attributes={"emulate_write_cache": 1}) for name in ("killed", "cut")]
        self.publish(disks[0])
        other = self.lio.target(f"{self.name}2", [disks[1]], portals=[(link.far, 3260)], namespace=network.namespace)
        device, = self.login()
        worker, = self.sandbox.workers()
        self.ctl("add-node", other.name, link.far)
        self.ctl("set", other.name, "noop-interval=1", "noop-timeout=1")
        self.ctl("login", other.name)
        device2 = self.sandbox.disk_path(other.name)

        def kill_worker():
            others = set(self.sandbox.workers()) - {worker}
            victim = worker
            for _ in range(2):
                os.kill(victim, signal.SIGKILL)
                victim, = wait_for(lambda: set(self.sandbox.workers()) - others - {victim}, 30, "another worker")
                self.wait_online()
                wait_for(lambda: self.sandbox.disk_path(self.name) == device, 10, "the device")

        def cut_network():
            link.cut()
            wait_for(lambda: not self.sandbox.online(other.name), 20, "the loss")
            link.mend()
            wait_for(lambda: self.sandbox.online(other.name), 40, "the return")

        journals = [self.journal(path, [disk.path]) for path, disk in zip((device, device2), disks)]
        self.through(list(zip(journals, (kill_worker, cut_network))), 25, depth=self.depth)
        self.assertEqual(self.served(), sorted([device, device2]))
        self.ctl("logout", "--all")
        self.assertEqual(self.served(), [])
