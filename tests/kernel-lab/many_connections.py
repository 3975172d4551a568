# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of several connections in the user-space data plane."""
import pathlib
import subprocess

from base import BUILD
from guest import JournalTest
from sandbox import stop, wait_for


class ConnectionsTest(JournalTest):
    data_plane = "user"

    def log_in(self, name, address, wanted, *settings):
        self.name = name
        self.ctl("add-node", name, address)
        self.ctl("set", name, f"max-connections={wanted}", "noop-interval=2", "noop-timeout=2", *settings)
        self.ctl("login", name)
        self.wait_for_connections(wanted)
        return self.sandbox.disk_path(name)

    def wait_for_connections(self, number):
        def connections():
            session = self.sandbox.session(self.name)
            return session["Connections"] if session and session["State"] == 3 else 0

        wait_for(lambda: connections() == number, 60, f"{number} connections")


class NullTargetTest(ConnectionsTest):
    """At the null target: LIO brings its kernel down when a session of several connections is reinstated."""

    NAME = "iqn.2026-11.org.portolan.bench:null"
    mebibytes = 4  # of its disk

    def prepare(self):
        program = pathlib.Path(BUILD, "tests/bench/null_target/null_target")
        target = subprocess.Popen([program, "--memory", f"{self.mebibytes}M", "--max-connections", "4"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(target.stdout.close)
        self.addCleanup(stop, target)
        self.address = f"127.0.0.1:{target.stdout.readline().removeprefix('port=').strip()}"
