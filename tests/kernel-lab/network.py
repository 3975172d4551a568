# SPDX-License-Identifier: GPL-3.0-or-later
"""Several networks between initiator and target: pairs of veth, the target's ends in a network namespace of their own."""
import json
import subprocess

from sandbox import wait_for

NAMESPACE = "target"


def ip(*arguments):
    subprocess.run(["ip", *map(str, arguments)], check=True, capture_output=True, text=True)


class Link:
    """One network: `near` is our address, `far` the target's. Faults are silent, as a cut cable behind a switch is."""

    def __init__(self, number):
        self.device, self.peer = f"lab{number}", f"far{number}"
        self.near, self.far = f"10.77.{number}.1", f"10.77.{number}.2"
        ip("link", "add", self.device, "type", "veth", "peer", "name", self.peer, "netns", NAMESPACE)
        ip("address", "add", f"{self.near}/24", "dev", self.device)
        ip("link", "set", self.device, "up")
        ip("-n", NAMESPACE, "address", "add", f"{self.far}/24", "dev", self.peer)
        ip("-n", NAMESPACE, "link", "set", self.peer, "up")

    def _emulate(self, *what, there=True, back=True):
        for inside, device, wanted in (([], self.device, there), (["-n", NAMESPACE], self.peer, back)):
            if wanted:
                subprocess.run(["tc", *inside, "qdisc", "replace", "dev", device, "root", "netem", *what], check=True, capture_output=True, text=True)

    def cut(self, there=True, back=True):
        """Nothing arrives at the target (there), or at us (back); the link stays up."""
        self._emulate("loss", "100%", there=there, back=back)

    def delay(self, milliseconds):
        self._emulate("delay", f"{milliseconds}ms")

    def disturb(self):
        """Packets are lost, late, doubled and out of order."""
        self._emulate("delay", "5ms", "3ms", "loss", "3%", "duplicate", "2%", "reorder", "10%")

    def mend(self):
        """As it was at first."""
        self._emulate("delay", "0ms")

    def down(self):
        """Our cable is pulled: the kernel knows."""
        ip("link", "set", self.device, "down")

    def up(self):
        ip("link", "set", self.device, "up")


class Network:
    """`count` links to one namespace; use `namespace` for the portals of lio.Target and `links[n].far` as their addresses."""

    namespace = NAMESPACE

    def __init__(self, count=2):
        ip("netns", "add", NAMESPACE)
        ip("-n", NAMESPACE, "link", "set", "lo", "up")
        self.links = [Link(number) for number in range(count)]

    @staticmethod
    def answer_only_on_the_right_link():
        """Linux answers ARP for each of its addresses on every link otherwise."""
        subprocess.run(["ip", "netns", "exec", NAMESPACE, "sysctl", "-qw", "net.ipv4.conf.all.arp_ignore=1"], check=True, capture_output=True)

    def link_local(self, number):
        """The target's link-local IPv6 address on a link, once it may be used, and its device's number there."""
        def usable():
            shown = subprocess.run(["ip", "-n", NAMESPACE, "-j", "-6", "address", "show", "dev", self.links[number].peer, "scope", "link", "-tentative"],
                                   check=True, capture_output=True, text=True).stdout
            found = [entry for entry in json.loads(shown) if entry.get("addr_info")]
            return found and (found[0]["addr_info"][0]["local"], found[0]["ifindex"])

        return wait_for(usable, 10, "a link-local address")

    def close(self):
        """Removing our end removes the other; the namespace itself lives until LIO has closed its sockets."""
        for link in self.links:
            ip("link", "delete", link.device)
        ip("netns", "delete", NAMESPACE)
