# SPDX-License-Identifier: GPL-3.0-or-later
"""The user-space data plane against a target that is not tgt: LIO, in the guest."""
import pathlib
import random
import signal
import subprocess
import unittest

from base import AUTHENTICATION, FAILED, fio
from guest import IQN, DaemonTest, ScriptedDaemonTest, checksum, mounted, settle
from sandbox import wait_for

NAME = f"{IQN}:user"
NO_DATA_PLANE = 6  # exit code of portoland
OURS, THEIRS = "alices-secret-1", "targets-secret-2"


class UserPlane(DaemonTest):
    data_plane = "user"

    def publish(self, **more):
        self.disk = self.lio.disk("disk")
        self.target = self.lio.target(NAME, [self.disk], **more)
        self.ctl("discover", self.target.address)
        return self.target

    def login(self):
        self.ctl("login", NAME)
        device = self.sandbox.disk_path(NAME)
        settle()
        return device

    def test_file_system(self):
        self.publish()
        with mounted(self.login(), make="ext4") as folder:
            (folder / "file").write_bytes(random.Random(1).randbytes(5 << 20))
            subprocess.run(["sync", "-f", folder], check=True)
            written = checksum(folder / "file")
        self.ctl("logout", NAME)
        wait_for(lambda: not self.target.sessions(), 10, "the end of the session at the target")
        with mounted(self.login()) as folder:
            self.assertEqual(checksum(folder / "file"), written)

    def test_fio_verifies_with_digests_while_the_daemon_restarts(self):  # DIG-02
        self.publish(parameters={"HeaderDigest": "CRC32C", "DataDigest": "CRC32C"})
        self.ctl("set", NAME, "header-digest=require", "data-digest=require")
        process = fio(self.login(), 6)
        self.sandbox.restart_daemon(signal.SIGKILL)
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output + errors)
        negotiated = {row["key"]: row["got"] for row in self.sandbox.session(NAME)["Negotiated"]}
        self.assertEqual((negotiated["HeaderDigest"], negotiated["DataDigest"]), ("CRC32C", "CRC32C"))
        self.assertNotIn("session.lost", self.event_codes())

    def test_mutual_chap(self):  # ATH-10
        self.publish(chap=("alice", OURS), mutual=("target", THEIRS))
        self.ctl("login", NAME, code=AUTHENTICATION)
        self.ctl("set-chap", NAME, "--name", "alice", "--mutual", "--target-name", "target", secret=OURS, target_secret=THEIRS)
        self.login()
        session = self.sandbox.session(NAME)
        self.assertEqual((session["AuthMode"], session["ChapAlgorithm"]), (3, "SHA3-256"))

    def test_target_goes_and_comes_back(self):  # REC-02
        self.publish()
        process = fio(self.login(), 8)
        for away, back in ((self.target.disable, self.target.enable), (self.target.unpublish, self.target.publish)):
            away()
            wait_for(lambda: not self.sandbox.online(NAME), 20, "the loss")
            back()
            wait_for(lambda: self.sandbox.online(NAME), 40, "the reconnect")
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output + errors)


class WithoutTheKernel(DaemonTest):
    """Where the kernel data plane cannot be had, whoever demands it learns why, and `auto` goes on with the other one."""

    data_plane = "auto"
    hindrance = pathlib.Path("/etc/modprobe.d/hindrance.conf")

    def prepare(self):
        self.target = self.lio.target(NAME, [self.lio.disk("disk", 16)])

    def check(self, cause, wrapper=()):
        """The daemon is left running, with `auto`."""
        self.sandbox.stop_daemon()
        self.sandbox.data_plane = "kernel"
        self.sandbox.start_daemon(wait=False, wrapper=wrapper)
        self.assertEqual(self.sandbox.daemon.wait(30), NO_DATA_PLANE)
        self.sandbox.daemon = None
        self.assertIn(cause, (self.sandbox.directory / "portoland.log").read_text().strip().splitlines()[-1])
        self.sandbox.data_plane = "auto"
        self.sandbox.start_daemon(wrapper=wrapper)
        said, = (event["Message"] for event in self.sandbox.events() if event["Code"] == "dataplane.no_kernel")
        self.assertIn(cause, said)

    def use(self, plane):
        self.ctl("discover", self.target.address)
        self.ctl("login", NAME)
        self.assertEqual(self.sandbox.session(NAME)["DataPlane"], plane)
        with mounted(self.sandbox.disk_path(NAME), make="ext4") as folder:
            (folder / "file").write_text("works")
        self.ctl("logout", NAME)

    def test_module_is_absent(self):
        self.hindrance.write_text("install iscsi_tcp /bin/false\n")
        self.addCleanup(subprocess.run, ["modprobe", "iscsi_tcp"], check=True)
        self.addCleanup(self.hindrance.unlink, missing_ok=True)
        self.sandbox.stop_daemon()
        subprocess.run(["modprobe", "-r", "iscsi_tcp"], check=True)
        self.sandbox.start_daemon()
        self.check("the kernel module iscsi_tcp cannot be loaded: modprobe: ERROR")
        self.use("user")
        self.hindrance.unlink()
        self.sandbox.restart_daemon()  # which loads it
        self.use("kernel")

    def test_module_goes_and_comes_under_the_daemon(self):  # FLT-23
        self.ctl("discover", self.target.address)
        self.hindrance.write_text("install iscsi_tcp /bin/false\n")
        self.addCleanup(self.hindrance.unlink, missing_ok=True)
        subprocess.run(["modprobe", "-r", "iscsi_tcp"], check=True)
        self.assertIn("iscsi_tcp is not loaded any more", self.ctl("login", NAME, code=FAILED))
        self.hindrance.unlink()
        subprocess.run(["modprobe", "iscsi_tcp"], check=True)
        self.ctl("login", NAME)
        self.assertEqual(self.sandbox.session(NAME)["DataPlane"], "kernel")
        self.ctl("logout", NAME)

    def test_no_right_to_administrate(self):
        self.check("the capability CAP_SYS_ADMIN, and this one does not have it", ("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"))
        self.ctl("discover", self.target.address)  # it lives; to show a disk needs that right, too

    def test_another_network_namespace(self):
        network = self.network(1)
        self.target.unpublish()
        self.target = self.lio.target(NAME, [self.target.luns[0]], namespace=network.namespace)
        self.check("the kernel serves iSCSI only in the machine's first network namespace", ("nsenter", f"--net=/run/netns/{network.namespace}"))
        self.use("user")


class Scripted(ScriptedDaemonTest):
    data_plane = "user"

    def test_scripted_target_runs_in_the_guest(self):
        self.login(self.serve())


if __name__ == "__main__":
    unittest.main(verbosity=2)
