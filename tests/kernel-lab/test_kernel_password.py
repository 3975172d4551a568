# SPDX-License-Identifier: GPL-3.0-or-later
"""From an address to a folder with the real polkitd, portoland and udisksd: how often a person has to type a password."""
import json
import os
import pathlib
import shutil
import subprocess

from guest import IQN, DaemonTest
from udisks import UDisks, as_at_the_desk

NAME, ACCOUNT = f"{IQN}:disk", ("me", "made up secret")
FOLDER = "/mnt/mine"
POLICY = pathlib.Path(__file__).resolve().parents[2] / "resources/polkit/org.portolan.initiator1.policy"
PERSON = 65534


class Passwords(DaemonTest):
    def prepare(self):
        self.sandbox.bus.stop()
        self.sandbox.bus.start(everybody=True)
        self.target = self.lio.target(NAME, [self.lio.disk("first")], chap=ACCOUNT)
        pathlib.Path("/etc/fstab").write_text("# nothing\n")
        shutil.copy(POLICY, "/usr/share/polkit-1/actions")
        as_at_the_desk()
        self.udisks = UDisks(self.sandbox, self.logs)
        self.addCleanup(self.udisks.close)
        self.addCleanup(self.tidy)
        # Only there the daemon asks polkit.
        self.daemon = {"arguments": ("--bus", "system"), "environment": {"DBUS_SYSTEM_BUS_ADDRESS": self.sandbox.bus.address}}

    def tidy(self):
        if os.path.ismount(FOLDER):
            subprocess.run(["umount", FOLDER], check=True)
        self.sandbox.ctl("logout", NAME, check=False)

    def set_up(self, knows):
        """What the person's program says, and the actions that a password was asked for."""
        command = ["setpriv", f"--reuid={PERSON}", "--clear-groups", self.sandbox.program("set_up_person"), self.sandbox.bus.address,
                   "127.0.0.1", ACCOUNT[0], FOLDER]
        person = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        agent = subprocess.Popen([self.sandbox.program("password_agent"), self.sandbox.bus.address, str(person.pid), "knows" if knows else "closes"],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.assertEqual(agent.stdout.readline(), "ready\n")
        said = json.loads(person.communicate(ACCOUNT[1] + "\n", timeout=90)[0])
        return said, agent.communicate("", timeout=10)[0].split()

    def test_one_password_in_all(self):
        said, asked = self.set_up(knows=True)
        self.assertEqual(said, {"folder": FOLDER})
        self.assertEqual(asked, ["org.portolan.initiator1.set-up"])
        self.assertTrue(os.path.ismount(FOLDER))
        self.assertIn(FOLDER, pathlib.Path("/etc/fstab").read_text())

    def test_who_closes_the_dialog_is_not_asked_again(self):
        said, asked = self.set_up(knows=False)
        self.assertEqual(said["step"], "search")
        self.assertEqual(asked, ["org.portolan.initiator1.set-up"])
        self.assertIsNone(self.sandbox.node(NAME))
