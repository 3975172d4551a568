# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kernel session outlives besides the faults of test_kernel_faults.py: targets that move or never come back, a daemon that dies early."""
import pathlib
import signal
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
            process = fio(device, 6)
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
