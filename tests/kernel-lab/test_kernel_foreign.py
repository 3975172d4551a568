# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of other initiators beside ours: each leaves the other's alone, and ours takes one over only when asked."""
import json
import pathlib
import shutil
import subprocess
import time

import kernel_sessions
from base import BUSY, fio
from guest import IQN, DaemonTest, settle
from open_iscsi import CONFIGURATION, DATABASE
from sandbox import stop, wait_for

NAME = f"{IQN}:one"
ACCOUNT = ("machine", "machine-secret-1")


class Beside(DaemonTest):
    chap = None

    def prepare(self):
        self.target = self.lio.target(NAME, [self.lio.disk("first")], chap=self.chap)

    def start_iscsid(self, **settings):
        return self.open_iscsi(initiator=self.ctl("initiator-name").strip(), settings=settings)

    def login_elsewhere(self, **settings):
        """iscsid's session -> its number in the kernel, and its disk."""
        self.other = self.start_iscsid(**settings)
        self.other.discover(self.target.address)
        if self.chap:
            self.other.set(NAME, node__session__auth__authmethod="CHAP", node__session__auth__username=self.chap[0], node__session__auth__password=self.chap[1])
        self.other.login(NAME)
        device = self.kernel_disk(NAME)
        wait_for(lambda: self.shown() and self.shown()["disks"] == [device], 15, "the session in the list")
        return kernel_sessions.of_target(NAME)[0], device

    def end_iscsid(self):
        stop(self.other.process, 10)

    def shown(self):
        found = [session for session in json.loads(self.ctl("--json", "sessions"))["sessions"] if session["target"] == NAME]
        return found[0] if found else None

    def take_over(self, number):
        self.ctl("take-over", NAME)
        wait_for(lambda: self.sandbox.online(NAME), 10, "the session that was taken over")
        self.assertEqual(kernel_sessions.of_target(NAME), [number], "it is the same session")
        self.assertFalse(self.shown()["foreign"])

    def break_and_return(self):
        """Only an initiator with the right password and CmdSN comes back into this session, and under its ISID only the same one."""
        self.target.disable()
        wait_for(lambda: not self.sandbox.online(NAME), 15, "the break")
        self.target.enable()
        wait_for(lambda: self.sandbox.online(NAME), 30, "the session's return")
        number, = kernel_sessions.of_target(NAME)
        self.assertEqual(self.shown()["isid"], f"00023d{number:06x}")


class OurSessions(Beside):
    def test_iscsid_that_starts_leaves_ours_alone(self):
        self.ctl("add-node", NAME, self.target.address)
        self.ctl("login", NAME)
        device = self.kernel_disk(NAME)
        number, = kernel_sessions.of_target(NAME)
        process = fio(device, 5)
        time.sleep(1)
        other = self.start_iscsid()
        self.assertEqual(list(other.sessions()), [number], "iscsid sees it")
        wait_for(lambda: json.loads(self.ctl("--json", "status"))["other_initiator"] == "iscsid", 15, "what is said of iscsid")
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, output[-2000:] + errors)
        self.assertNotIn("session.lost", self.event_codes())
        self.assertIn("initiator.other", self.event_codes())
        stop(other.process, 10)
        wait_for(lambda: "initiator.other_gone" in self.event_codes(), 15, "what is said of iscsid's end")
        self.ctl("logout", NAME)


class TheirSessions(Beside):
    chap = ACCOUNT

    def test_is_shown_and_left_alone(self):
        number, device = self.login_elsewhere()
        process = fio(device, 8)
        shown = self.shown()
        self.assertEqual((shown["foreign"], shown["program"], shown["state"], shown["auth"]), (True, "iscsid", "online", "chap"))
        self.ctl("add-node", NAME, self.target.address)
        self.assertEqual(self.sandbox.node(NAME)["Status"], 7, "connected by the system")
        for command in (("login", NAME), ("logout", NAME), ("logout", NAME, "--force"), ("rescan", NAME), ("take-over", NAME)):
            with self.subTest(command=command):
                self.assertIn("another program", self.ctl(*command, code=BUSY))
        self.ctl("logout", "--all", "--force")
        self.sandbox.restart_daemon()
        wait_for(lambda: self.shown() and self.shown()["foreign"], 15, "the session after a restart")
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, output[-2000:] + errors)
        self.assertEqual(kernel_sessions.of_target(NAME), [number])
        rates = self.sandbox.session(NAME)
        self.assertTrue(rates["Foreign"])
        self.other.logout(NAME)
        wait_for(lambda: self.shown() is None, 15, "its end in the list")
        self.assertEqual(self.sandbox.node(NAME)["Status"], 1)
        self.assertIn("foreign.gone", self.event_codes())

    def test_is_taken_over_with_what_open_iscsi_stored(self):
        number, device = self.login_elsewhere(**{"node.session.timeo.replacement_timeout": 77})
        process = fio(device, 15)
        self.end_iscsid()
        wait_for(lambda: self.shown()["program"] == "", 15, "the end of iscsid")
        self.take_over(number)
        node = self.sandbox.node(NAME)
        self.assertEqual((node["Username"], node["ReplacementTimeout"]), (ACCOUNT[0], 77))
        self.break_and_return()
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, output[-2000:] + errors)
        self.sandbox.restart_daemon()
        wait_for(lambda: self.sandbox.online(NAME), 15, "the session after a restart")
        self.ctl("logout", NAME)
        self.assertEqual(kernel_sessions.all_of_them(), {})

    def test_is_taken_over_with_what_the_kernel_knows(self):
        number, _ = self.login_elsewhere(**{"node.session.timeo.replacement_timeout": 66, "node.session.iscsi.MaxBurstLength": 131072})
        self.end_iscsid()
        for folder in (CONFIGURATION, DATABASE):
            for part in ("nodes", "send_targets"):
                shutil.rmtree(folder / part, ignore_errors=True)
        wait_for(lambda: self.shown()["program"] == "", 15, "the end of iscsid")
        self.take_over(number)
        node = self.sandbox.node(NAME)
        self.assertEqual((node["Username"], node["ReplacementTimeout"], node["MaxBurstLength"]), (ACCOUNT[0], 66, 131072))
        self.break_and_return()
        self.ctl("logout", NAME)

    def test_under_another_name_is_not_taken_over(self):
        self.login_elsewhere()
        self.end_iscsid()
        self.ctl("initiator-name", f"{IQN}:somebody-else")
        wait_for(lambda: self.shown()["program"] == "", 15, "the end of iscsid")
        self.assertIn("initiator name", self.ctl("take-over", NAME, code=2))
        self.assertTrue(self.shown()["foreign"])
        kernel_sessions.end(kernel_sessions.of_target(NAME)[0])


class Firmware(Beside):
    def test_is_recognised_and_never_logged_out(self):
        firmware = pathlib.Path("/sys/firmware")
        subprocess.run(["mount", "-t", "tmpfs", "firmware", str(firmware)], check=True)
        self.addCleanup(subprocess.run, ["umount", str(firmware)], check=True)
        target = firmware / "ibft/target0"
        target.mkdir(parents=True)
        (target / "target-name").write_text(NAME + "\n")
        (target / "ip-addr").write_text("127.0.0.1\n")
        number, _ = self.login_elsewhere()
        self.end_iscsid()
        wait_for(lambda: self.shown()["program"] == "", 15, "the end of iscsid")
        self.assertTrue(self.shown()["firmware"])
        self.take_over(number)
        self.break_and_return()
        for _ in range(2):
            self.ctl("logout", NAME, "--force", code=BUSY)
            self.ctl("logout", "--all", "--force")
            self.assertEqual(kernel_sessions.of_target(NAME), [number])
            self.sandbox.restart_daemon()
            wait_for(lambda: self.sandbox.online(NAME), 15, "the session after a restart")
        self.sandbox.stop_daemon()
        kernel_sessions.end(number)
        settle()
