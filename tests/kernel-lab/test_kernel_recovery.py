# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kernel session outlives besides the faults of test_kernel_faults.py: the daemon's death, targets that move or never come back."""
import pathlib
import random
import signal
import time

import kernel_sessions
from base import fio
from guest import IQN, JournalTest
from sandbox import wait_for

NAME = f"{IQN}:one"
HOSTS = pathlib.Path("/etc/hosts")


class ThroughRelay(JournalTest):
    settings = ("noop-interval=1", "noop-timeout=1", "replacement-timeout=60")

    def prepare(self):
        self.disk = self.lio.disk("first")
        self.target = self.lio.target(NAME, [self.disk])
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
    """The daemon dies; the sessions do not. The journal workload runs."""

    def wait_logged_in(self, number):
        """As sysfs has it: the daemon is not always there."""
        wait_for(lambda: kernel_sessions.all_of_them()[number]["state"] == "LOGGED_IN", 30, "the session's return")

    def test_kill_while_io_runs(self):
        device = self.login()
        number = kernel_sessions.of_target(NAME)
        made = self.between.connections
        times = []

        def kills():
            for _ in range(8):
                time.sleep(random.uniform(0, 0.2))
                self.sandbox.stop_daemon(signal.SIGKILL)
                self.sandbox.start_daemon()
                started = time.monotonic()
                wait_for(lambda: self.sandbox.online(NAME), 10, "the adoption")
                times.append(time.monotonic() - started)

        self.through([(self.journal(device, [self.disk.path]), kills)], within=5)
        self.assertEqual(kernel_sessions.of_target(NAME), number)
        self.assertEqual(self.between.connections, made, "adopted without a new login")
        print(f"adopted at most {max(times):.2f} s after the daemon was on the bus ", end="", flush=True)
        self.ctl("logout", NAME)

    def test_connection_breaks_while_the_daemon_is_away(self):
        device = self.login()
        number, = kernel_sessions.of_target(NAME)

        def breaks():
            for _ in range(3):
                self.sandbox.stop_daemon(signal.SIGKILL)
                self.between.reset()
                time.sleep(random.uniform(0, 0.5))
                self.sandbox.start_daemon()
                self.wait_logged_in(number)

        self.through([(self.journal(device, [self.disk.path]), breaks)])
        self.wait_online()
        self.ctl("logout", NAME)

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
