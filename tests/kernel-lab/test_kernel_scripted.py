# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests of the Full Feature Phase against the scripted target once more, on the kernel data plane. (What happens in the Login Phase
is the same code for both planes, and proved by tests/integration.)"""
import array
import signal
import socket
import time

import kernel_sessions
import test_scripted
from base import SCRIPTED
from guest import ScriptedDaemonTest, slow
from sandbox import wait_for


class Chap(ScriptedDaemonTest, test_scripted.Chap):
    """A session of the kernel behind each algorithm; all but one are slow, because the kernel never learns which it was."""

    misunderstood = ("Inquiry Response Data",)  # tshark takes the kernel's short INQUIRY for a cut one
    test_md5, test_sha1, test_sha256 = slow(test_scripted.Chap.test_md5), slow(test_scripted.Chap.test_sha1), slow(test_scripted.Chap.test_sha256)
    test_target_skips_its_proof = test_target_skips_authentication = test_reflected_challenge = None


class FullFeature(ScriptedDaemonTest, test_scripted.FullFeature):
    misunderstood = Chap.misunderstood
    # The kernel takes a read that came short without a residual for a whole one: docs/kernel-data-plane.md.
    test_short_read_is_no_success = None
    # The block layer punches no hole where the target promises no zeroes; test_kernel_plane.py discards at LIO.
    test_unmap = None
    # test_kernel_asks.py lets a target ask while I/O runs.
    test_logout_is_asked_for = test_connection_is_dropped = test_renegotiation_is_asked_for = None


class KeptSocket(ScriptedDaemonTest):
    """The daemon's socket to the kernel in the keeping of a service manager, as systemd's protocol has it (sd_notify(3), sd_listen_fds(3))."""

    misunderstood = Chap.misunderstood

    def start_supervised(self, kept=None):
        notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notified.settimeout(20)
        path = self.sandbox.directory / f"notify-{time.monotonic_ns()}"
        notified.bind(str(path))
        handed = ("sh", "-c", f'exec 3<&{kept}; LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=iscsi exec "$@"', "sh") if kept else ()
        self.sandbox.start_daemon(wrapper=handed, environment={"NOTIFY_SOCKET": str(path)}, descriptors=[kept] if kept else [])
        message, ancillary, _, _ = notified.recvmsg(4096, socket.CMSG_SPACE(4))
        notified.close()
        self.assertEqual(message.decode(), "FDSTORE=1\nFDNAME=iscsi")
        return array.array("i", ancillary[0][2])[0]

    def test_message_without_a_daemon_breaks_nothing(self):
        self.sandbox.stop_daemon()
        kept = self.start_supervised()
        target = self.serve()
        self.login(target)
        number, = kernel_sessions.of_target(SCRIPTED)
        connections = len(target.connections)
        self.sandbox.stop_daemon(signal.SIGKILL)
        target.call(target.async_message(target.connections[-1], 4, parameter3=3))
        time.sleep(1.5)
        self.assertEqual(kernel_sessions.all_of_them()[number]["state"], "LOGGED_IN")
        self.start_supervised(kept)
        wait_for(lambda: "async.negotiate" in self.event_codes(), 15, "what the target said meanwhile")
        self.assertTrue(self.sandbox.online(SCRIPTED))
        self.assertNotIn("session.lost", self.event_codes())
        self.assertEqual(len(target.connections), connections, "no other login")
