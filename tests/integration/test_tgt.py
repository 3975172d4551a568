# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole path against a real tgt: discovery, CHAP, disks, traffic, restarts, logout, and what a user sees of it."""
import hashlib
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from base import AS_ROOT, AUTHENTICATION, BUSY, OK, SandboxTest, fio
from sandbox import IQN, Target, wait_for

OPEN, VAULT = f"{IQN}:open", f"{IQN}:vault"
OURS, THEIRS = "alices-secret-1", "vaults-secret-2"


class TgtTest(SandboxTest):
    parameters = {}

    def prepare(self):
        self.open_disk, self.vault_disk = self.sandbox.disk("open"), self.sandbox.disk("vault")
        self.sandbox.tgt.targets = [
            Target(OPEN, [self.open_disk], parameters=self.parameters),
            Target(VAULT, [self.vault_disk], chap=("alice", OURS), mutual=("vault", THEIRS)),
        ]
        self.sandbox.tgt.start()

    def discover(self):
        return self.ctl("discover", self.sandbox.tgt.address)

    def login(self, target=OPEN, **keywords):
        self.ctl("login", target, **keywords)
        return self.sandbox.disk_path(target)

    def write_block(self, path, seed, offset=0, size=1 << 20):
        data = random.Random(seed).randbytes(size)
        descriptor = os.open(path, os.O_WRONLY)
        try:
            os.pwrite(descriptor, data, offset)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return data


class Discovery(TgtTest):
    def test_lists_all_targets(self):  # DIS-01, DIS-04
        output = self.discover()
        self.assertIn(OPEN, output)
        self.assertIn(VAULT, output)
        self.assertEqual({node["TargetName"] for node in self.sandbox.objects("Node").values()}, {OPEN, VAULT})

    def test_again_keeps_settings(self):  # DIS-14
        self.discover()
        self.ctl("set", OPEN, "auto-login=at-start", "label=Photos")
        self.discover()
        node = self.sandbox.node(OPEN)
        self.assertEqual((node["AutoLogin"], node["Label"]), (2, "Photos"))


class Login(TgtTest):
    def test_without_password(self):
        self.discover()
        path = self.login()
        data = self.write_block(path, 1, 4096)
        with open(self.open_disk.path, "rb") as backing:
            backing.seek(4096)
            self.assertEqual(backing.read(len(data)), data)
        self.ctl("logout", OPEN)
        self.assertIsNone(self.sandbox.session(OPEN))
        wait_for(lambda: not self.sandbox.workers(), 10, "the end of the worker")

    def test_asks_for_a_password_only_because_the_target_does(self):  # ATH-01
        self.discover()
        self.ctl("login", VAULT, code=AUTHENTICATION)
        self.assertEqual(self.sandbox.node(VAULT)["LastError"], "AuthRequired")

    def test_one_way_chap(self):  # ATH-08
        self.discover()
        self.ctl("set-chap", VAULT, "--name", "alice", secret=OURS)
        self.login(VAULT)
        self.assertEqual(self.sandbox.session(VAULT)["AuthMode"], 2)

    def test_mutual_chap(self):  # ATH-10
        self.discover()
        self.ctl("set-chap", VAULT, "--name", "alice", "--mutual", "--target-name", "vault", secret=OURS, target_secret=THEIRS)
        self.login(VAULT)
        self.assertEqual(self.sandbox.session(VAULT)["AuthMode"], 3)

    def test_wrong_password(self):  # ATH-27: exactly one refusal, no retry behind the user's back
        self.discover()
        self.ctl("set-chap", VAULT, "--name", "alice", secret="not-the-password")
        self.ctl("login", VAULT, code=AUTHENTICATION)
        self.assertEqual(self.sandbox.node(VAULT)["LastError"], "AuthenticationFailed")

    def test_target_cannot_prove_itself(self):  # ATH-11
        self.discover()
        self.ctl("set-chap", VAULT, "--name", "alice", "--mutual", "--target-name", "vault", secret=OURS, target_secret="another-secret")
        self.ctl("login", VAULT, code=AUTHENTICATION)
        self.assertEqual(self.sandbox.node(VAULT)["LastError"], "TargetAuthFailed")
        self.assertIsNone(self.sandbox.session(VAULT))

    def test_secrets_stay_secret(self):  # ATH-22
        self.discover()
        self.ctl("set-chap", VAULT, "--name", "alice", "--mutual", "--target-name", "vault", secret=OURS, target_secret=THEIRS)
        self.login(VAULT)
        for path in self.sandbox.directory.rglob("*"):
            if path.is_file() and "disk" not in path.parts and path.suffix != ".img":
                content = path.read_bytes()
                for secret in (OURS, THEIRS):
                    self.assertNotIn(secret.encode(), content, path)
        everything = str([self.sandbox.objects(kind) for kind in ("Manager", "Node", "Session", "Job")]) + str(self.sandbox.events())
        self.assertNotIn(OURS, everything)
        self.assertNotIn(THEIRS, everything)


class WorkerProcess(TgtTest):
    @unittest.skipUnless(AS_ROOT, "only root has privileges to give up")
    def test_has_no_privileges(self):
        self.discover()
        self.login()
        status = pathlib.Path(f"/proc/{self.sandbox.workers()[0]}/status").read_text()
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        self.assertNotIn("0", fields["Uid"].split())
        self.assertEqual(fields["NoNewPrivs"], "1")
        self.assertEqual(int(fields["CapEff"], 16), 0)


class Digests(TgtTest):
    parameters = {"HeaderDigest": "CRC32C,None", "DataDigest": "CRC32C,None"}

    def test_on(self):  # DIG-02
        self.discover()
        self.ctl("set", OPEN, "header-digest=require", "data-digest=require")
        path = self.login()
        negotiated = {row["key"]: row["got"] for row in self.sandbox.session(OPEN)["Negotiated"]}
        self.assertEqual((negotiated["HeaderDigest"], negotiated["DataDigest"]), ("CRC32C", "CRC32C"))
        data = self.write_block(path, 2)
        subprocess.run(["sync", path], check=True)
        with open(self.open_disk.path, "rb") as backing:
            self.assertEqual(backing.read(len(data)), data)


class Traffic(TgtTest):
    def test_fio_verifies(self):
        self.discover()
        path = self.login()
        process = fio(path, 8)
        output, errors = process.communicate(timeout=90)
        self.assertEqual(process.returncode, 0, output + errors)

    def test_target_restarts_while_fio_runs(self):  # FLT-05, REC-02
        self.discover()
        path = self.login()
        process = fio(path, 15)
        for _ in range(2):
            time.sleep(3)
            self.sandbox.tgt.restart()
            wait_for(lambda: self.sandbox.online(OPEN), 40, "the reconnect")
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output + errors)
        codes = self.event_codes()
        self.assertIn("session.lost", codes)
        self.assertIn("session.restored", codes)

    def test_daemon_restarts_while_fio_runs(self):
        """Neither a clean stop nor kill -9 is seen by the I/O; the session is adopted, not made anew."""
        self.discover()
        path = self.login()
        worker = self.sandbox.workers()
        process = fio(path, 14)
        for how in (signal.SIGTERM, signal.SIGKILL):
            time.sleep(2)
            self.sandbox.restart_daemon(how)
            wait_for(lambda: self.sandbox.online(OPEN), 20, "the adoption")
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output + errors)
        self.assertEqual(self.sandbox.workers(), worker)
        self.assertIn("session.adopted", self.event_codes())
        self.assertNotIn("session.lost", self.event_codes())

    def test_target_restarts_while_the_daemon_is_away(self):
        self.discover()
        path = self.login()
        process = fio(path, 12)
        time.sleep(2)
        self.sandbox.stop_daemon(signal.SIGKILL)
        self.sandbox.tgt.restart()
        time.sleep(2)
        self.sandbox.start_daemon()
        wait_for(lambda: self.sandbox.online(OPEN), 40, "the reconnect")
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output + errors)

    def test_requests_fail_after_the_replacement_timeout(self):  # REC-13: EIO, no hang
        self.discover()
        self.ctl("set", OPEN, "replacement-timeout=2")
        path = self.login()
        self.sandbox.tgt.kill()
        descriptor = os.open(path, os.O_WRONLY | os.O_DIRECT)
        try:
            import mmap
            block = mmap.mmap(-1, 4096)
            started = time.monotonic()
            with self.assertRaises(OSError):
                os.pwrite(descriptor, block, 0)
            self.assertLess(time.monotonic() - started, 20)
        finally:
            os.close(descriptor)

    def test_counters_match_fio(self):  # what the graph shows, within 5 %
        self.discover()
        path = self.login()
        import json
        process = subprocess.Popen(["fio", "--name=rate", f"--filename={path}", "--rw=read", "--bs=64k", "--iodepth=8", "--ioengine=libaio", "--direct=1",
                                    "--size=48m", "--time_based", "--runtime=8", "--allow_file_create=0", "--output-format=json", "--thread"],
                                   stdout=subprocess.PIPE, text=True)
        before = self.sandbox.json("stats", OPEN)
        output, _ = process.communicate(timeout=60)
        after = self.sandbox.json("stats", OPEN)
        told = json.loads(output[output.index("{"):])["jobs"][0]["read"]["io_bytes"]
        counted = self.read_bytes(after) - self.read_bytes(before)
        self.assertLess(abs(counted - told) / told, 0.05, f"fio {told}, counted {counted}")

    @staticmethod
    def read_bytes(stats):
        return stats["targets"][0]["counters"]["read_bytes"]


class Supervision(TgtTest):
    def test_nodes_at_start_come_back(self):
        self.discover()
        self.ctl("set", OPEN, "auto-login=at-start")
        self.login()
        self.ctl("logout", OPEN)
        self.sandbox.restart_daemon()
        wait_for(lambda: self.sandbox.online(OPEN), 20, "the login at start")

    def test_nodes_at_start_wait_for_their_target(self):
        self.discover()
        self.ctl("set", OPEN, "auto-login=at-start")
        self.sandbox.stop_daemon()
        self.sandbox.tgt.kill()
        self.sandbox.start_daemon()
        time.sleep(2)
        self.sandbox.tgt.start()
        wait_for(lambda: self.sandbox.online(OPEN), 40, "the login at start")

    def test_logout_while_reconnecting(self):
        self.discover()
        self.login()
        self.sandbox.tgt.kill()
        wait_for(lambda: self.sandbox.session(OPEN)["State"] == 4, 20, "the loss")
        started = time.monotonic()
        self.ctl("logout", OPEN)
        self.assertLess(time.monotonic() - started, 15)
        self.assertIsNone(self.sandbox.session(OPEN))


@unittest.skipUnless(AS_ROOT, "a loop device and a mount need root")
class Mounted(TgtTest):
    def test_logout_refuses_and_names_the_mount(self):
        self.discover()
        device = self.login()
        self.assertTrue(device.startswith("/dev/loop"), device)
        subprocess.run(["mkfs.ext4", "-q", device], check=True)
        with tempfile.TemporaryDirectory() as point:
            subprocess.run(["mount", device, point], check=True)
            try:
                content = random.Random(3).randbytes(3 << 20)
                pathlib.Path(point, "file").write_bytes(content)
                subprocess.run(["sync", "-f", point], check=True)
                output = self.ctl("logout", OPEN, code=BUSY)
                self.assertIn(point, output)
                self.assertTrue(self.sandbox.online(OPEN))
            finally:
                subprocess.run(["umount", point], check=True)
            self.ctl("logout", OPEN)
            self.assertIsNone(self.sandbox.session(OPEN))
            device = self.login()
            subprocess.run(["fsck.ext4", "-fn", device], check=True, capture_output=True)
            subprocess.run(["mount", device, point], check=True)
            try:
                self.assertEqual(hashlib.sha256(pathlib.Path(point, "file").read_bytes()).digest(), hashlib.sha256(content).digest())
            finally:
                subprocess.run(["umount", point], check=True)


@unittest.skipUnless(AS_ROOT, "a loop device needs root")
class Killed(TgtTest):
    def test_loop_devices_of_the_dead_go(self):
        self.discover()
        device = self.login()
        self.assertTrue(device.startswith("/dev/loop"), device)
        backing = pathlib.Path("/sys/block", device[len("/dev/"):], "loop/backing_file")
        self.assertTrue(backing.exists())
        self.sandbox.stop_daemon(signal.SIGKILL)
        for worker in self.sandbox.workers():
            os.kill(worker, signal.SIGKILL)
        self.sandbox.start_daemon()
        wait_for(lambda: not backing.exists(), 10, "the loop device is gone")
        self.assertIsNone(self.sandbox.session(OPEN))


class Scale(TgtTest):
    def test_many_targets_log_in_together(self):
        names = [f"{IQN}:many{number}" for number in range(8)]
        for name in names:
            self.sandbox.tgt.add(Target(name, [self.sandbox.disk(name.rsplit(":")[-1], 4)]))
        self.discover()
        threads = [threading.Thread(target=self.sandbox.ctl, args=("login", name)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name in names:
            self.assertTrue(self.sandbox.online(name), name)
        self.ctl("logout", "--all")
        self.assertEqual(self.sandbox.objects("Session"), {})


if __name__ == "__main__":
    unittest.main(verbosity=2)
