# SPDX-License-Identifier: GPL-3.0-or-later
"""What a target asks of a kernel session while I/O runs: redirections and asynchronous messages, which LIO does not send."""
import time

import kernel_sessions
from guest import JournalTest
from pdu import LOGOUT_REQUEST, TEXT_REQUEST
from sandbox import wait_for
from target import Target

NAME = "iqn.2026-11.org.portolan.script"


class Asking(Target):
    """May send logins elsewhere. Without a capture: it would be as long as the workload."""

    other = None            # the second portal of this target
    elsewhere, status = None, 0x0101

    def __init__(self, test, name, disks=None):
        super().__init__(None, disks)
        self.names, self.test = [f"{NAME}:{name}"], test
        self.start()
        test.addCleanup(self.stop)

    @property
    def name(self):
        return self.names[0]

    def login_status(self, connection):
        return (self.status, [("TargetAddress", self.elsewhere.address)]) if self.elsewhere else 0

    def abort(self):
        self._loop.call_soon_threadsafe(self.connections[-1].writer.transport.abort)

    def logged_in(self):
        """As sysfs has it."""
        return [session["state"] for session in kernel_sessions.all_of_them().values() if session["target"] == self.name] == ["LOGGED_IN"]

    def wait_login(self, before):
        wait_for(lambda: self.logins > before and self.logged_in(), 40, f"the new login at {self.name}")

    def ask(self, event, **parameters):
        self.call(self.async_message(self.connections[-1], event, **parameters))

    def logout_asked_for(self):  # ASY-02, ASY-03
        before = self.logins
        self.ask(1, parameter3=3)
        self.wait_login(before)
        self.test.assertTrue([pdu for pdu in self.received if pdu.opcode == LOGOUT_REQUEST], "it just went")

    def dropped(self, event):
        """Not before Time2Wait."""
        before, started = self.logins, time.monotonic()
        self.ask(event, parameter1=0, parameter2=2, parameter3=10)
        self.wait_login(before)
        self.test.assertGreaterEqual(time.monotonic() - started, 1.8)

    def connection_dropped(self):  # ASY-04
        self.dropped(2)

    def session_dropped(self):  # ASY-05
        self.dropped(3)

    def negotiation_asked_for(self):  # ASY-06
        self.ask(4, parameter3=3)
        wait_for(lambda: [pdu for pdu in self.received if pdu.opcode in (TEXT_REQUEST, LOGOUT_REQUEST)], 10, "the answer")

    def redirected(self):
        """There, and back to where it was configured when the other one sends it away."""
        second, before = self.other, self.other.logins
        self.elsewhere = second
        self.abort()
        second.wait_login(before)
        connection = kernel_sessions.CONNECTIONS / f"connection{kernel_sessions.of_target(self.name)[0]}:0"
        self.test.assertEqual([kernel_sessions.attribute(connection, name) for name in ("port", "persistent_port")], [str(second.port), str(self.port)])
        before, self.elsewhere = self.logins, None
        second.abort()
        self.wait_login(before)

    def moved_for_good(self):  # 0102
        self.status = 0x0102
        self.redirected()


class Asked(JournalTest):
    def pair(self, name):
        first = Asking(self, name)
        first.other = Asking(self, name, first.disks)
        return first

    def test_everything_at_once(self):
        targets = [Asking(self, f"asks{event}") for event in range(1, 5)] + [self.pair("redirects"), self.pair("moves")]
        for target in targets:
            self.ctl("add-node", target.name, target.address)
        self.ctl("login", *(target.name for target in targets))
        journals = [self.journal(self.kernel_disk(target.name)) for target in targets]
        asked = [targets[0].logout_asked_for, targets[1].connection_dropped, targets[2].session_dropped, targets[3].negotiation_asked_for,
                 targets[4].redirected, targets[5].moved_for_good]
        self.through(list(zip(journals, asked)), within=20, depth=2, megabytes=1)
        for target, journal in zip(targets, journals):
            self.assertEqual(target.violations, [], "the initiator broke the protocol")
            memory = self.folder / "memory"
            memory.write_bytes(target.disks[0].memory)
            self.assertEqual(journal.check(memory)["examples"], [])
        self.ctl("logout", "--all")
