# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong under a kernel session while I/O runs: nothing acknowledged is lost, and no error before replacement_timeout."""
import pathlib
import signal
import subprocess
import time

import kernel_sessions
from base import fio
from guest import IQN, DaemonTest
from sandbox import wait_for

NAME = f"{IQN}:one"
HOSTS = pathlib.Path("/etc/hosts")


class ThroughRelay(DaemonTest):
    settings = ("noop-interval=1", "noop-timeout=1", "replacement-timeout=60")

    def prepare(self):
        self.target = self.lio.target(NAME, [self.lio.disk("first")])
        self.between = self.relay()

    def login(self, address=None):
        self.ctl("add-node", NAME, address or self.between.address)  # LIO would name its own portal only
        self.ctl("set", NAME, *self.settings)
        self.ctl("login", NAME)
        return self.kernel_disk(NAME)

    def wait_online(self, seconds=30):
        wait_for(lambda: self.sandbox.online(NAME), seconds, "the session's return")


class Recovery(ThroughRelay):
    def through(self, fault, seconds=6):
        """fio writes, reads and compares while something happens."""
        device = self.login()
        process = fio(device, seconds)
        time.sleep(1.5)
        fault()
        output, errors = process.communicate(timeout=seconds + 60)
        self.assertEqual(process.returncode, 0, output[-2000:] + errors)
        self.assertEqual(self.kernel_disk(NAME), device, "the disk stays what it is")
        self.assertIn("session.restored", self.event_codes())
        self.ctl("logout", NAME)

    def test_connection_is_reset(self):
        def fault():
            for _ in range(3):
                self.between.reset()
                time.sleep(0.5)
                self.wait_online()
        self.through(fault)

    def test_target_restarts(self):
        def fault():
            self.target.disable()
            time.sleep(3)
            self.target.enable()
        self.through(fault, 8)

    def test_silence_is_noticed_by_pings(self):
        def fault():
            self.between.stall()
            wait_for(lambda: not self.sandbox.online(NAME), 15, "the ping that times out")
            time.sleep(5)
            self.between.resume()
        self.through(fault, 12)
        self.assertIn("did not answer a ping", " ".join(event["Message"] for event in self.sandbox.events()))

    def test_requests_fail_after_replacement_timeout_and_the_disk_comes_back(self):
        self.settings = ("noop-interval=1", "noop-timeout=1", "replacement-timeout=3")
        device = self.login()
        self.between.refuse()
        started = time.monotonic()
        done = subprocess.run(["dd", f"if={device}", "of=/dev/null", "bs=4k", "count=1", "iflag=direct"], capture_output=True, text=True, timeout=60)
        took = time.monotonic() - started
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("error", done.stderr.lower())
        self.assertGreater(took, 2)
        wait_for(lambda: "session.requests_failed" in self.event_codes(), 5, "the event")
        self.between.accept()
        self.wait_online()
        subprocess.run(["dd", f"if={device}", "of=/dev/null", "bs=4k", "count=1", "iflag=direct"], check=True, capture_output=True)
        self.ctl("logout", NAME)

    def test_logout_while_reconnecting(self):
        self.login()
        self.between.refuse()
        wait_for(lambda: not self.sandbox.online(NAME), 10, "the loss")
        started = time.monotonic()
        self.ctl("logout", NAME)
        self.assertLess(time.monotonic() - started, 15)
        self.assertEqual(kernel_sessions.all_of_them(), {})

    def test_removed_target_is_tried_on_quietly(self):
        self.login()
        self.target.unpublish()
        wait_for(lambda: not self.sandbox.online(NAME), 10, "the loss")
        time.sleep(5)
        self.assertTrue(self.sandbox.session(NAME))
        self.assertLess(len(self.event_codes()), 20)
        self.ctl("logout", NAME)
        self.assertEqual(kernel_sessions.all_of_them(), {})

    def test_portal_moves_to_another_address(self):
        hosts = HOSTS.read_text()
        HOSTS.write_text(f"{hosts}\n127.0.0.1 storage.example\n")
        self.target.group.add_portal("127.0.0.2")
        try:
            def fault():
                HOSTS.write_text(f"{hosts}\n127.0.0.2 storage.example\n")
                self.target.group.remove_portal("127.0.0.1")
                self.target.disable()
                self.target.enable()
            device = self.login("storage.example:3260")
            process = fio(device, 8)
            time.sleep(1.5)
            fault()
            output, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, output[-2000:] + errors)
            self.wait_online()
            number = kernel_sessions.of_target(NAME)[0]
            self.assertEqual(kernel_sessions.attribute(kernel_sessions.CONNECTIONS / f"connection{number}:0", "address"), "127.0.0.2")
            self.ctl("logout", NAME)
        finally:
            HOSTS.write_text(hosts)


class Adoption(ThroughRelay):
    """The daemon dies; the sessions do not."""

    def test_half_made_session_is_ended(self):
        """Killed at any moment of a login: whatever was made of it is adopted or ended."""
        self.ctl("discover", "127.0.0.1:3260")
        for attempt in range(6):
            client = self.sandbox.run(self.sandbox.program("portolanctl"), "--bus", self.sandbox.bus.address, "login", NAME)
            time.sleep(attempt * 0.03)
            self.sandbox.stop_daemon(signal.SIGKILL)
            client.wait(30)
            self.sandbox.start_daemon()
            time.sleep(0.5)
            if self.sandbox.session(NAME):
                self.wait_online()
                self.ctl("logout", NAME)
            wait_for(lambda: not kernel_sessions.all_of_them(), 20, "the end of what was half made")
