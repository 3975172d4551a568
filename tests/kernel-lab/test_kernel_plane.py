# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel data plane, from an address to a disk and back: through the daemon, its command line and its bus."""
import contextlib
import json
import pathlib
import subprocess

import kernel_sessions
from base import AUTHENTICATION, BUSY
from guest import IQN, DaemonTest, checksum, mounted, settle
from sandbox import wait_for

NAME = f"{IQN}:one"
OURS, THEIRS = "alices-secret-1", "targets-secret-2"


class OneTarget(DaemonTest):
    """A target with two disks. Lab checks after each test that nothing is left in sysfs and that the kernel is well."""

    target_options = {}

    def prepare(self):
        self.disks = [self.lio.disk("first"), self.lio.disk("second", 16)]
        self.target = self.lio.target(NAME, self.disks, **self.target_options)

    def login(self, address=None):
        self.ctl("discover", address or self.target.address)
        self.ctl("login", NAME)
        return self.kernel_disk(NAME)

    def logout(self):
        self.ctl("logout", NAME)
        self.assertEqual(kernel_sessions.all_of_them(), {})

    def use(self, device):
        with mounted(device, make="ext4") as folder:
            subprocess.run(["dd", "if=/dev/urandom", f"of={folder}/file", "bs=1M", "count=8", "conv=fsync"], check=True, capture_output=True)
            return checksum(folder / "file")


class Path(OneTarget):
    def test_from_an_address_to_a_disk(self):
        device = self.login()
        written = self.use(device)
        luns = self.sandbox.objects("Lun")
        self.assertEqual(sorted(lun["Device"] for lun in luns.values()), sorted(kernel_sessions.disks(NAME).values()))
        self.assertIn(device, self.ctl("show", NAME))
        link = pathlib.Path(f"/dev/disk/by-path/ip-127.0.0.1:3260-iscsi-{NAME}-lun-0")
        self.assertEqual(str(link.resolve()), device)
        self.logout()
        self.assertEqual(self.target.sessions(), [])
        self.ctl("login", NAME)
        with mounted(self.kernel_disk(NAME)) as folder:
            self.assertEqual(checksum(folder / "file"), written)
        self.logout()

    def test_over_the_bus(self):
        self.ctl("discover", self.target.address)
        path = next(path for path, node in self.sandbox.objects("Node").items() if node["TargetName"] == NAME)
        job = self.sandbox.finish(self.sandbox.call(path, "Node", "Login", "a{sv}", 0)[0])
        self.assertEqual(job["State"], 5, job)
        session = self.sandbox.session(NAME)
        self.assertEqual((session["State"], session["DataPlane"]), (3, "kernel"))
        job = self.sandbox.finish(self.sandbox.call(path, "Node", "Logout", "a{sv}", 0)[0])
        self.assertEqual(job["State"], 5, job)
        self.assertEqual(kernel_sessions.all_of_them(), {})

    def test_a_mounted_disk_is_not_taken_away(self):
        with mounted(self.login(), make="ext4") as folder:
            self.assertIn(str(folder), self.ctl("logout", NAME, code=BUSY))
            self.assertTrue(self.sandbox.online(NAME))
            (folder / "still").write_text("there")
        self.logout()

    def test_logout_of_all_names_the_disk_of_each(self):
        """The log out at shutdown unmounts what this tells it."""
        other = f"{NAME}-other"
        self.lio.target(other, [self.lio.disk("other", 16)])
        device = self.login()
        self.ctl("login", other)
        second = self.kernel_disk(other)
        with mounted(device, make="ext4"), mounted(second, make="ext4"):
            done = self.sandbox.ctl("--json", "logout", "--all", check=False)
        results = {result["target"]: [user["device"] for user in result["error"]["blockers"]] for result in json.loads(done.stdout)["results"]}
        self.assertEqual(results, {NAME: [device], other: [second]})
        self.ctl("logout", "--all")

    def test_digests_and_parameters(self):
        self.target.group.set_parameter("HeaderDigest", "CRC32C,None")
        self.target.group.set_parameter("DataDigest", "CRC32C,None")
        self.target.group.set_parameter("MaxOutstandingR2T", 3)  # the kernel takes powers of two only
        self.ctl("discover", self.target.address)
        self.ctl("set", NAME, "header-digest=require", "data-digest=require", "max-outstanding-r2t=3", "max-burst-length=65536",
                 "first-burst-length=32768", "noop-interval=7", "noop-timeout=9", "replacement-timeout=33", "command-timeout=21")
        self.ctl("login", NAME)
        device = self.kernel_disk(NAME)
        self.use(device)
        number = kernel_sessions.of_target(NAME)[0]
        session, connection = kernel_sessions.SESSIONS / f"session{number}", kernel_sessions.CONNECTIONS / f"connection{number}:0"
        shown = {name: kernel_sessions.attribute(session, name) for name in ("max_burst_len", "first_burst_len", "max_outstanding_r2t", "recovery_tmo", "password", "username")}
        self.assertEqual(shown, {"max_burst_len": "65536", "first_burst_len": "32768", "max_outstanding_r2t": "4", "recovery_tmo": "33",
                                 "password": "(null)", "username": "(null)"})
        shown = {name: kernel_sessions.attribute(connection, name) for name in ("header_digest", "data_digest", "recv_tmo", "ping_tmo")}
        self.assertEqual(shown, {"header_digest": "1", "data_digest": "1", "recv_tmo": "7", "ping_tmo": "9"})
        self.assertEqual(kernel_sessions.attribute(kernel_sessions.scsi_device(device), "timeout"), "21")
        self.ctl("set", NAME, "noop-interval=3", "replacement-timeout=44", "command-timeout=17")  # live
        wait_for(lambda: kernel_sessions.attribute(connection, "recv_tmo") == "3" and kernel_sessions.attribute(session, "recovery_tmo") == "44" and
                 kernel_sessions.attribute(kernel_sessions.scsi_device(device), "timeout") == "17", 5, "the new times")
        self.logout()

    def test_discard_reaches_the_target(self):
        device = self.login()
        subprocess.run(["dd", "if=/dev/urandom", f"of={device}", "bs=1M", "count=4", "oflag=direct"], check=True, capture_output=True)
        self.assertNotEqual(self.disks[0].content(4 << 20), bytes(4 << 20))
        subprocess.run(["blkdiscard", "--length", str(4 << 20), device], check=True)
        self.assertEqual(self.disks[0].content(4 << 20), bytes(4 << 20))
        self.assertTrue(self.sandbox.disks(NAME)[0]["Thin"])
        self.logout()

    def test_statistics_are_those_of_the_disk(self):
        device = self.login()
        read, written = self.bytes_moved()
        subprocess.run(["dd", "if=/dev/zero", f"of={device}", "bs=1M", "count=16", "oflag=direct"], check=True, capture_output=True)
        subprocess.run(["dd", f"if={device}", "of=/dev/null", "bs=1M", "count=8", "iflag=direct"], check=True, capture_output=True)
        settle()
        now_read, now_written = self.bytes_moved()
        self.assertEqual(now_written - written, 16 << 20)
        self.assertGreaterEqual(now_read - read, 8 << 20)  # udev reads too
        self.logout()

    def bytes_moved(self):
        """Read and written, as the session's counters have it."""
        counters = self.sandbox.call(next(iter(self.sandbox.objects("Session"))), "Statistics", "GetCounters", "a{sv}", 0)[1]
        return counters[0], counters[1]


class MutualChap(OneTarget):
    def check(self, algorithm):
        self.ctl("discover", self.target.address)
        self.ctl("login", NAME, code=AUTHENTICATION)
        self.assertEqual(kernel_sessions.all_of_them(), {}, "a refused login costs no SCSI host")
        self.ctl("set-chap", NAME, "--name", "alice", "--mutual", "--target-name", "target", secret=OURS, target_secret="not-the-targets")
        self.ctl("login", NAME, code=AUTHENTICATION)
        self.ctl("set-chap", NAME, "--name", "alice", "--mutual", "--target-name", "target", secret=OURS, target_secret=THEIRS)
        self.ctl("login", NAME)
        self.kernel_disk(NAME)
        self.assertIn(algorithm, json.dumps(self.sandbox.session(NAME)))
        self.logout()

    def test_whatever_the_target_has(self):
        self.target.unpublish()
        self.target = self.lio.target(NAME, self.disks, chap=("alice", OURS), mutual=("target", THEIRS))
        self.check("SHA3-256")

    def test_listed_initiator(self):
        name = self.sandbox.objects("Manager").popitem()[1]["InitiatorName"]
        self.target.unpublish()
        self.target = self.lio.target(NAME, self.disks, chap=("alice", OURS), mutual=("target", THEIRS), initiators=[name])
        self.check("SHA3-256")


class Luns(OneTarget):
    def sizes(self):
        return {int(lun["Lun"]): lun["SizeBytes"] >> 20 for lun in self.sandbox.disks(NAME)}

    def test_come_go_and_grow_while_in_use(self):
        device = self.login()
        with mounted(device, make="ext4"):
            self.target.add_lun(2, self.lio.disk("third", 8))
            self.disks[0].grow(96)
            self.ctl("rescan", NAME)
            self.assertEqual(self.sizes(), {0: 96, 1: 16, 2: 8})
            self.assertEqual(self.kernel_disk(NAME), device)
            self.target.remove_lun(1)
            self.ctl("rescan", NAME)
            self.assertEqual(self.sizes(), {0: 96, 2: 8})
            self.assertEqual(sorted(kernel_sessions.disks(NAME)), [0, 2])
            self.target.remove_lun(0)
            self.ctl("rescan", NAME)
            gone = next(lun for lun in self.sandbox.disks(NAME) if lun["Lun"] == 0)
            self.assertIn("does not offer it any more", gone["Problem"])  # in use: it stays, in case it comes back
            self.target.add_lun(0, self.disks[0])
            self.ctl("rescan", NAME)
            self.assertEqual(next(lun for lun in self.sandbox.disks(NAME) if lun["Lun"] == 0)["Problem"], "")
        self.logout()

    def test_change_is_noticed(self):
        """The target tells of it with the next command: nobody asks for a rescan (LUN: REPORTED LUNS DATA HAS CHANGED)."""
        device = self.login()
        self.target.add_lun(2, self.lio.disk("third", 8))
        subprocess.run(["dd", f"if={device}", "of=/dev/null", "bs=4k", "count=1", "iflag=direct"], check=True, capture_output=True)
        wait_for(lambda: 2 in self.sizes(), 10, "the new disk")
        self.logout()

    def test_another_disk_in_its_place(self):
        device = self.login()
        with mounted(device, make="ext4") as folder:
            subprocess.run(["sync"])
            other = self.lio.disk("other", 64)
            self.target.replace_lun(0, other)
            self.target.replace_lun(1, self.lio.disk("other2", 24))
            self.ctl("rescan", NAME)
            replaced = next(lun for lun in self.sandbox.disks(NAME) if lun["Lun"] == 0)
            self.assertIn("another disk took its place", replaced["Problem"])
            self.assertEqual(self.sizes()[1], 24)  # nobody used it
            with contextlib.suppress(OSError):  # the file system learns it sooner or later
                (folder / "file").write_bytes(b"meant for the old disk" * 1000)
            subprocess.run(["sync"])
            self.ctl("rescan", NAME)  # it stays so
            self.assertIn("another disk took its place", next(lun for lun in self.sandbox.disks(NAME) if lun["Lun"] == 0)["Problem"])
        self.assertNotIn(b"meant for the old disk", other.content(64 << 20))
        self.ctl("logout", NAME)
