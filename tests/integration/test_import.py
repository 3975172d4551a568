# SPDX-License-Identifier: GPL-3.0-or-later
"""The import of open-iscsi's database over D-Bus and by portolanctl, from a made-up /etc/iscsi."""
import hashlib
import json
import os
import unittest

from base import FAILED, NOT_FOUND, USAGE, SandboxTest
from sandbox import wait_for

MANAGER = "/org/portolan/Initiator1/Manager"
DISK = "iqn.2026-11.example.storage:disk"
SECRET = "made up secret 1"
NAME = "iqn.1993-08.org.debian:01:8149d1a3e815"


def record(target, address, more=""):
    return (f"# BEGIN RECORD 2.1.8\nnode.name = {target}\nnode.tpgt = 1\nnode.startup = automatic\niface.iscsi_ifacename = default\n"
            f"iface.transport_name = tcp\nnode.session.timeo.replacement_timeout = 60\nnode.conn[0].address = {address}\n"
            f"node.conn[0].port = 3260\n{more}# END RECORD\n")


def digest(folder):
    """Of every file, to see that none was touched."""
    return {path: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in sorted(folder.rglob("*")) if path.is_file()}


class Import(SandboxTest):
    def prepare(self):
        self.etc = self.sandbox.directory / "iscsi"
        self.write("initiatorname.iscsi", f"InitiatorName={NAME}\n")
        self.write("iscsid.conf", "node.startup = manual\n")
        self.write(f"nodes/{DISK}1/192.0.2.10,3260,1/default",
                   record(f"{DISK}1", "192.0.2.10", f"node.session.auth.username = reader\nnode.session.auth.password = {SECRET}\n"))
        self.write(f"nodes/{DISK}2/192.0.2.10,3260,1/default", record(f"{DISK}2", "192.0.2.10", "node.session.iscsi.ERL = 1\n"))
        self.write(f"nodes/{DISK}3/192.0.2.10,3260,1/default", "# BEGIN RECORD 2.1.8\nnode.name = " + f"{DISK}3\nthe secret of a file\n")
        self.write("send_targets/192.0.2.10,3260/st_config",
                   "# BEGIN RECORD 2.1.8\ndiscovery.sendtargets.address = 192.0.2.10\ndiscovery.sendtargets.port = 3260\n# END RECORD\n")

    def setUp(self):
        super().setUp()
        self.sandbox.stop_daemon()
        self.sandbox.start_daemon(arguments=("--open-iscsi", str(self.etc)))

    def write(self, name, text):
        path = self.etc / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def manager(self):
        return self.sandbox.objects("Manager")[MANAGER]

    def run_import(self, *options):
        job = self.sandbox.finish(self.sandbox.call(MANAGER, "Manager", "ImportOpenIscsi", "a{sv}", len(options) // 3, *options)[0])
        self.assertEqual(job["State"], 5, (job["Error"], job["ErrorDetails"]))
        return job["Result"]

    def test_dry_run_then_import(self):
        before = digest(self.etc)
        wait_for(lambda: self.manager()["ImportAvailable"] == 3, 10, "the look at open-iscsi's folder")
        preview = self.run_import("dry_run", "b", "true")
        self.assertEqual((preview["count_new"], preview["count_automatic"], preview["count_portals_new"]), (2, 2, 1))
        self.assertEqual(self.sandbox.objects("Node"), {})
        self.assertEqual((preview["initiator_name"], preview["initiator_name_taken"]), (NAME, False))
        notes = {note["kind"]: note for note in preview["notes"]}
        self.assertEqual((notes["skipped"]["file"], notes["skipped"]["line"]), (f"nodes/{DISK}3/192.0.2.10,3260,1/default", 3))
        self.assertIn("ERL", notes["left-out"]["text"])

        result = self.run_import()
        self.assertEqual({**result, "dry_run": True}, preview)
        node = self.sandbox.node(f"{DISK}1")
        self.assertEqual((node["AutoLogin"], node["ReplacementTimeout"], node["Username"], node["HasSecret"]), (2, 60, "reader", True))
        self.assertEqual(len(self.sandbox.objects("Portal")), 1)
        self.assertNotEqual(self.manager()["InitiatorName"], NAME)
        self.assertEqual(self.run_import()["count_same"], 2)
        self.assertEqual(self.run_import("take_initiator_name", "b", "true")["initiator_name_taken"], True)
        wait_for(lambda: self.manager()["InitiatorName"] == NAME, 5, "the new name")
        self.assertEqual(digest(self.etc), before)
        self.assertIn("import.done", self.event_codes())
        self.assertEqual(self.sandbox.objects("Session"), {})
        self.secret_is_nowhere(json.dumps([preview, result]))

    def secret_is_nowhere(self, *texts):
        texts = [*texts, json.dumps(self.sandbox.events()), (self.sandbox.directory / "portoland.log").read_text()]
        for path in self.sandbox.state.iterdir():
            texts.append(path.read_bytes().decode(errors="replace"))
        for text in texts:
            self.assertNotIn(SECRET, text)
            self.assertNotIn("secret of a file", text)

    def test_command_line(self):
        preview = self.ctl("import", str(self.etc), "--dry-run")
        for part in (f"{DISK}1", "192.0.2.10:3260", "new", "AutoLogin", "ReplacementTimeout 60", "password", "ERL", "skipped:", NAME,
                     "Nothing was changed", "2 new", "open-iscsi also logs in to 2"):
            self.assertIn(part, preview)
        self.assertEqual(self.sandbox.objects("Node"), {})
        document = self.sandbox.json("import", "--dry-run")
        self.assertEqual((document["count_new"], document["dry_run"], len(document["entries"])), (2, True, 2))
        self.assertIn("Imported: 2 new", self.ctl("import", "--take-initiator-name"))
        self.assertEqual(self.manager()["InitiatorName"], NAME)
        self.assertEqual(len(self.sandbox.objects("Node")), 2)
        self.secret_is_nowhere(preview, json.dumps(document))

    def test_what_was_set_here_stays(self):
        self.ctl("import")
        self.ctl("set", f"{DISK}1", "replacement-timeout=33")
        self.assertIn("120 → 60 (kept)".replace("120", "33"), self.ctl("import"))
        self.assertEqual(self.sandbox.node(f"{DISK}1")["ReplacementTimeout"], 33)
        self.ctl("import", "--replace")
        self.assertEqual(self.sandbox.node(f"{DISK}1")["ReplacementTimeout"], 60)

    def test_wrong_folders(self):
        self.assertIn("nosuchfolder", self.ctl("import", str(self.etc / "nosuchfolder"), code=NOT_FOUND))
        self.ctl("import", "a", "b", code=USAGE)
        for folder in ("/etc", "/proc/self", str(self.etc / "nodes")):
            self.ctl("import", folder, "--dry-run")
        with self.assertRaisesRegex(RuntimeError, "path"):
            self.sandbox.call(MANAGER, "Manager", "ImportOpenIscsi", "a{sv}", 1, "path", "s", "relative")
        with self.assertRaisesRegex(RuntimeError, "nonsense"):
            self.sandbox.call(MANAGER, "Manager", "ImportOpenIscsi", "a{sv}", 1, "nonsense", "b", "true")

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_unreadable_folder(self):
        self.etc.chmod(0)
        self.addCleanup(self.etc.chmod, 0o700)
        self.ctl("import", code=FAILED)


if __name__ == "__main__":
    unittest.main(verbosity=2)
