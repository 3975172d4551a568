# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab proves itself: the kernel's parts are there, LIO and open-iscsi work, faults can be made, and nothing is left behind."""
import os
import pathlib
import socket
import subprocess
import threading
import time
import unittest

import kernel_sessions
from base import fio
from guest import IQN, LabTest, checksum, mounted, settle, slow
from kernel_log import complaints
from sandbox import free_port, wait_for

NAME = f"{IQN}:one"
OURS, THEIRS = "alices-secret-1", "targets-secret-2"


class Isolation(unittest.TestCase):
    def test_writes_stay_inside(self):
        self.assertIn("overlay / overlay rw", pathlib.Path("/proc/mounts").read_text())
        pathlib.Path("/etc/lab-was-here").write_text("and leaves no trace")

    def test_kernel_has_what_the_lab_needs(self):
        self.assertTrue(pathlib.Path("/sys/class/iscsi_transport/tcp/handle").exists())
        self.assertTrue(pathlib.Path("/sys/kernel/config/target/iscsi").exists() or pathlib.Path("/sys/kernel/config/target/core").exists())
        for device in ("fuse", "loop-control"):
            self.assertTrue(pathlib.Path("/dev", device).exists(), device)
        for module in ("nbd", "dm-mod", "dm-multipath"):
            subprocess.run(["modprobe", module], check=True)

    @unittest.skipIf(os.environ.get("LAB_KERNEL") == "uml", "Debian's user-mode kernel is built without ublk")
    def test_ublk(self):
        subprocess.run(["modprobe", "ublk_drv"], check=True)
        wait_for(pathlib.Path("/dev/ublk-control").exists, 5, "ublk's control device")

    @unittest.skipIf(os.environ.get("LAB_KERNEL") == "uml", "its processor is not emulated")
    def test_nothing_is_copied_by_single_bytes(self):
        flags = pathlib.Path("/proc/cpuinfo").read_text().split()
        for flag in ("erms", "fsrm"):
            self.assertNotIn(flag, flags)

    def test_complaints_are_recognised(self):
        self.assertEqual(complaints(["WARNING: CPU: 0 PID: 1 at fs/x.c:1", " connection1:0: detected conn error (1020)"]),
                         ["WARNING: CPU: 0 PID: 1 at fs/x.c:1"])


class Target(LabTest):
    """LIO through open-iscsi's eyes."""

    def setUp(self):
        super().setUp()
        self.disks = [self.lio.disk("first"), self.lio.disk("second", 16)]
        self.initiator = self.open_iscsi(settings={"node.session.timeo.replacement_timeout": 30, "node.conn[0].timeo.noop_out_interval": 2,
                                                   "node.conn[0].timeo.noop_out_timeout": 2})

    def publish(self, **more):
        self.target = self.lio.target(NAME, self.disks, **more)
        return self.target

    def login(self, address="127.0.0.1:3260"):
        self.assertEqual(self.initiator.discover(address), [NAME])
        self.initiator.login(NAME)
        return self.kernel_disk(NAME)

    def assert_logged_out(self):
        self.initiator.logout(NAME)
        self.assertEqual(kernel_sessions.all_of_them(), {})

    def test_file_system_survives_a_new_login(self):
        self.publish()
        device = self.login()
        self.assertEqual(set(kernel_sessions.disks(NAME)), {0, 1})
        link = pathlib.Path(f"/dev/disk/by-path/ip-127.0.0.1:3260-iscsi-{NAME}-lun-0")
        self.assertEqual(str(link.resolve()), device)
        with mounted(device, make="ext4") as folder:
            subprocess.run(["dd", "if=/dev/urandom", f"of={folder}/file", "bs=1M", "count=8", "conv=fsync"], check=True, capture_output=True)
            written = checksum(folder / "file")
        self.assert_logged_out()
        wait_for(lambda: not self.target.sessions(), 10, "the end of the session at the target")
        with mounted(self.login()) as folder:
            self.assertEqual(checksum(folder / "file"), written)
        self.assert_logged_out()
        self.assertFalse(link.exists())

    def test_fio_verifies_with_digests(self):
        self.publish(parameters={"HeaderDigest": "CRC32C", "DataDigest": "CRC32C"})
        self.initiator.discover("127.0.0.1")
        self.initiator.set(NAME, **{"node__conn[0]__iscsi__HeaderDigest": "CRC32C,None", "node__conn[0]__iscsi__DataDigest": "CRC32C,None"})
        self.initiator.login(NAME)
        process = fio(self.kernel_disk(NAME), 3)
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, output + errors)
        number = kernel_sessions.of_target(NAME)[0]
        self.assertEqual((kernel_sessions.CONNECTIONS / f"connection{number}:0/header_digest").read_text().strip(), "1")

    def chap(self, algorithm, **more):
        self.publish(chap=("alice", OURS), mutual=("target", THEIRS), **more)
        self.initiator.discover("127.0.0.1")
        self.assertIn("authorization failure", self.initiator.login(NAME, check=False).stderr)
        self.initiator.set(NAME, node__session__auth__authmethod="CHAP", node__session__auth__chap_algs=algorithm,
                           node__session__auth__username="alice", node__session__auth__password=OURS,
                           node__session__auth__username_in="target", node__session__auth__password_in=THEIRS)
        self.initiator.login(NAME)
        self.kernel_disk(NAME)
        self.assert_logged_out()

    def test_mutual_chap_for_everybody(self):
        self.chap("MD5")

    def test_mutual_chap_with_sha_256_for_a_listed_initiator(self):
        self.chap("SHA256", initiators=[self.initiator.initiator])

    def test_unlisted_initiator_is_refused(self):
        self.publish(initiators=[f"{IQN}:somebody-else"], attributes={"demo_mode_discovery": 1})
        self.initiator.discover("127.0.0.1")
        self.assertIn("authorization failure", self.initiator.login(NAME, check=False).stderr)

    def test_luns_come_go_grow_and_change(self):
        target = self.publish()
        self.login()
        target.add_lun(2, self.lio.disk("third"))
        self.disks[0].grow(96)
        self.initiator.rescan()
        device = self.kernel_disk(NAME, 2)
        sectors = pathlib.Path("/sys/class/block", pathlib.Path(self.kernel_disk(NAME)).name, "size")
        wait_for(lambda: int(sectors.read_text()) == 96 << 11, 5, "the new size")
        target.replace_lun(1, self.lio.disk("another", 16))
        second = kernel_sessions.scsi_device(self.kernel_disk(NAME, 1))
        self.assertNotEqual(self.identity(second), self.identity(kernel_sessions.scsi_device(device)))
        target.remove_lun(2)
        with self.assertRaises(OSError):
            pathlib.Path(device).read_bytes()

    @staticmethod
    def identity(device):
        return (device / "wwid").read_text().strip()

    def test_disks_have_identities(self):
        self.disks = [self.lio.disk(name, 4) for name in ("x", "y", "z")]
        self.publish()
        self.login()
        identities = {self.identity(kernel_sessions.scsi_device(self.kernel_disk(NAME, lun))) for lun in range(3)}
        self.assertEqual(len(identities), 3, identities)

    def test_groups_with_ipv6_and_memory(self):
        self.disks = [self.lio.disk("memory", 8, kind="memory")]
        group = self.publish().add_group(2, [("::1", 3261)])
        self.assertEqual(self.initiator.discover("[::1]:3261"), [NAME])
        self.initiator.login(NAME)
        self.assertEqual({kernel_sessions.attribute(kernel_sessions.SESSIONS / f"session{number}", "tpgt")
                          for number in kernel_sessions.of_target(NAME)}, {"1", "2"})
        group.remove_portal("::1", 3261)
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("::1", 3261))

    def test_discovery_may_be_protected(self):
        self.publish()
        self.lio.protect_discovery(("alice", OURS))
        with self.assertRaisesRegex(RuntimeError, "authorization failure"):
            self.initiator.discover("127.0.0.1")
        record = ("-m", "discoverydb", "-t", "sendtargets", "-p", "127.0.0.1")
        self.initiator.admin(*record, "-o", "new", check=False)  # the refused discovery may have left it
        for name, value in (("authmethod", "CHAP"), ("username", "alice"), ("password", OURS)):
            self.initiator.admin(*record, "-o", "update", "-n", f"discovery.sendtargets.auth.{name}", "-v", value)
        self.assertIn(NAME, self.initiator.admin(*record, "--discover").stdout)

    def test_target_goes_and_comes_back(self):
        target = self.publish()
        process = fio(self.login(), 8)
        time.sleep(1)
        number = kernel_sessions.of_target(NAME)[0]
        for away, back in ((target.disable, target.enable), (target.unpublish, target.publish)):
            away()
            wait_for(lambda: kernel_sessions.all_of_them()[number]["state"] == "FAILED", 20, "the loss")
            back()
            wait_for(lambda: kernel_sessions.all_of_them()[number]["state"] == "LOGGED_IN", 30, "the reconnect")
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, output + errors)
        self.assertEqual(target.sessions(), [self.initiator.initiator])

    @slow  # iscsid takes its time, and test_kernel_faults.py proves the networks
    def test_two_networks_and_a_cut(self):
        network = self.network()
        self.publish(portals=[(link.far, 3260) for link in network.links], namespace=network.namespace)
        self.assertEqual(self.initiator.discover(network.links[0].far), [NAME])
        self.initiator.login(NAME)
        wait_for(lambda: len(kernel_sessions.of_target(NAME)) == 2, 10, "two sessions")
        settle()
        network.links[1].cut()
        wait_for(lambda: sorted(session["state"] for session in kernel_sessions.all_of_them().values()) == ["FAILED", "LOGGED_IN"], 20,
                 "the loss of one session")
        network.links[1].mend()
        wait_for(lambda: all(session["state"] == "LOGGED_IN" for session in kernel_sessions.all_of_them().values()), 40, "the reconnect")

    def test_kernel_sessions_without_owner_can_be_ended(self):
        self.publish()
        self.login()
        self.initiator.process.kill()
        self.initiator.process.wait()
        for number in kernel_sessions.all_of_them():
            kernel_sessions.end(number)
        self.assertEqual(kernel_sessions.all_of_them(), {})


class Faults(LabTest):
    """The relay does what it says, with an echo behind it."""

    def setUp(self):
        super().setUp()
        server = socket.create_server(("127.0.0.1", free_port()))
        self.addCleanup(server.close)
        threading.Thread(target=self.echo, args=(server,), daemon=True).start()
        self.through = self.relay(server.getsockname()[1])

    @staticmethod
    def echo(server):
        while True:
            try:
                connection, _ = server.accept()
            except OSError:  # closed: the test is over
                return
            threading.Thread(target=Faults.answer, args=(connection,), daemon=True).start()

    @staticmethod
    def answer(connection):
        with connection:
            try:
                while data := connection.recv(65536):
                    connection.sendall(data)
            except ConnectionError:
                return

    def connect(self):
        client = socket.create_connection(("127.0.0.1", self.through.port), 5)
        self.addCleanup(client.close)
        client.settimeout(5)
        return client

    def ask(self, client, data=b"hello"):
        client.sendall(data)
        return client.recv(65536)

    def test_passes(self):
        self.assertEqual(self.ask(self.connect()), b"hello")
        self.assertEqual((self.through.connections, self.through.forwarded), (1, [5, 5]))

    def test_stalls(self):
        client = self.connect()
        self.through.stall()
        client.settimeout(0.5)
        with self.assertRaises(TimeoutError):
            self.ask(client)
        self.through.resume()
        client.settimeout(5)
        self.assertEqual(client.recv(65536), b"hello")

    def test_resets(self):
        client = self.connect()
        self.ask(client)
        self.through.reset()
        with self.assertRaises(ConnectionResetError):
            client.recv(1)
        self.assertEqual(self.ask(self.connect()), b"hello")

    def test_refuses_and_moves(self):
        old = self.through.port
        self.through.refuse()
        with self.assertRaises(ConnectionRefusedError):
            self.connect()
        self.through.accept()
        self.assertEqual(self.through.port, old)
        self.assertEqual(self.ask(self.connect()), b"hello")
        self.assertNotEqual(self.through.move(), old)
        self.assertEqual(self.ask(self.connect()), b"hello")
