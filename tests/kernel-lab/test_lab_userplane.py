# SPDX-License-Identifier: GPL-3.0-or-later
"""The user-space data plane against a target that is not tgt: LIO, in the guest."""
import random
import signal
import subprocess
import unittest

from base import AUTHENTICATION, fio
from guest import IQN, DaemonTest, ScriptedDaemonTest, checksum, mounted, settle
from sandbox import wait_for

NAME = f"{IQN}:user"
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


class Scripted(ScriptedDaemonTest):
    data_plane = "user"

    def test_scripted_target_runs_in_the_guest(self):
        self.login(self.serve())


if __name__ == "__main__":
    unittest.main(verbosity=2)
