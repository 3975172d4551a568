# SPDX-License-Identifier: GPL-3.0-or-later
"""How a target is found and reached: discovery again, authentication that is demanded, interfaces, zones."""
import ipaddress
import subprocess

import kernel_sessions
from base import AUTHENTICATION, UNREACHABLE
from guest import IQN, DaemonTest, JournalTest
from sandbox import wait_for

NAME = f"{IQN}:one"
OURS = "alices-secret-1"


class Discovery(DaemonTest):
    def prepare(self):
        self.target = self.lio.target(NAME, [self.lio.disk("first", 4)], portals=[("127.0.0.1", 3260), ("127.0.0.2", 3260)])

    def settings(self):
        states = ("Status", "LastError", "LastErrorMessage", "LastLoginStatus", "LastLogin", "NextAttempt", "Session")
        return {node["Address"]: {name: value for name, value in node.items() if name not in states} for node in self.sandbox.objects("Node").values()}

    def test_again_changes_no_setting(self):
        """Also while it is connected, and of a portal that the target no longer names."""
        self.ctl("discover", "127.0.0.1")
        for address in ("127.0.0.1", "127.0.0.2"):
            self.ctl("set", f"{NAME}@{address}", f"label=at {address}", "noop-interval=7", "auto-login=at-start", "replacement-timeout=33", "header-digest=prefer")
        self.ctl("set-chap", f"{NAME}@127.0.0.2", "--name", "alice", secret=OURS)
        self.ctl("login", f"{NAME}@127.0.0.1")
        device, before = self.kernel_disk(NAME), self.settings()
        self.assertEqual(len(before), 2)
        self.ctl("discover", "127.0.0.1")
        self.assertEqual(self.settings(), before)
        self.target.group.remove_portal("127.0.0.2")
        self.ctl("discover", "127.0.0.1")
        self.assertEqual(self.settings(), before)
        self.assertEqual((self.kernel_disk(NAME), self.event_codes().count("session.lost")), (device, 0))
        self.ctl("logout", NAME)

    def test_authentication_is_what_the_settings_say(self):
        """A password demands CHAP: there is no login without it, even if the target would have it so. Without one there is no CHAP."""
        self.ctl("discover", "127.0.0.1")
        node = f"{NAME}@127.0.0.1"
        self.target.group.set_parameter("AuthMethod", "None")
        self.ctl("set-chap", node, "--name", "alice", secret=OURS)
        self.ctl("login", node, code=UNREACHABLE)  # LIO hangs up; one that says None is in tests/integration
        self.assertEqual(kernel_sessions.all_of_them(), {})
        self.ctl("clear-chap", node)
        self.ctl("login", node)
        self.assertEqual(self.sandbox.session(NAME)["AuthMode"], 1)
        self.ctl("logout", NAME)
        self.target.unpublish()
        self.target = self.lio.target(NAME, [self.target.luns[0]], chap=("alice", OURS))
        self.assertIn("password", self.ctl("login", node, code=AUTHENTICATION))
        self.ctl("set-chap", node, "--name", "alice", secret=OURS)
        self.ctl("login", node)
        self.assertEqual(self.sandbox.session(NAME)["AuthMode"], 2)
        self.ctl("logout", NAME)


class Interfaces(JournalTest):
    """Two networks; the target has an address in each."""

    def prepare(self):
        self.net = self.network(2)
        self.disk = self.lio.disk("first", 4)

    def publish(self, portals):
        self.target = self.lio.target(NAME, [self.disk], portals=portals, namespace=self.net.namespace)

    def comes_back(self, link):
        number, = kernel_sessions.of_target(NAME)

        def state():
            return kernel_sessions.all_of_them()[number]["state"]

        def cable_pulled():
            link.down()
            wait_for(lambda: state() != "LOGGED_IN", 20, "the loss")
            link.up()
            wait_for(lambda: state() == "LOGGED_IN", 40, "the return")

        self.ctl("set", NAME, "noop-interval=1", "noop-timeout=1")
        self.through([(self.journal(self.kernel_disk(NAME), [self.disk.path]), cable_pulled)])
        return kernel_sessions.CONNECTIONS / f"connection{number}:0"

    def test_bound_to_a_device(self):
        """Discovery, login and recovery leave by it, whatever the routes say."""
        first, second = self.net.links
        self.net.answer_only_on_the_right_link()
        self.publish([(first.far, 3260)])
        self.ctl("discover", first.far, "--interface", second.device, code=UNREACHABLE)
        self.assertEqual(self.sandbox.objects("Portal"), {})
        self.ctl("discover", first.far, "--interface", first.device)
        self.assertEqual([node["Iface"] for node in self.sandbox.objects("Node").values()], [first.device])
        subprocess.run(["ip", "route", "add", f"{first.far}/32", "dev", second.device], check=True)  # the wrong way, for everybody else
        self.ctl("login", NAME)
        self.comes_back(first)
        self.ctl("logout", NAME)

    def test_link_local_address(self):
        """The target names its portal without the zone, which only we know."""
        link = self.net.links[0]
        address, number = self.net.link_local(0)
        self.publish([(f"{address}%{number}", 3260)])
        self.ctl("discover", f"[{address}%{link.device}]:3260")
        node, = self.sandbox.objects("Node").values()
        self.assertEqual(node["Address"], f"{address}%{link.device}")
        self.ctl("login", NAME)
        connection = self.comes_back(link)
        self.assertEqual(ipaddress.ip_address(kernel_sessions.attribute(connection, "address")), ipaddress.ip_address(address))
        self.ctl("logout", NAME)
