# SPDX-License-Identifier: GPL-3.0-or-later
"""From a connected disk to a folder and back: the program's own code, the real udisksd and polkitd, a disk of LIO."""
import contextlib
import json
import os
import pathlib
import subprocess

import kernel_sessions
from base import BUSY as IN_USE, OK
from guest import IQN, DaemonTest, settle, slow
from sandbox import wait_for
from udisks import BUSY, EMPTY, FILE_SYSTEM, MOUNTED, NEEDS_PASSWORD, NOT_EMPTY, OTHER, PARTITIONS, UDisks

NAME = f"{IQN}:disk"
FSTAB = pathlib.Path("/etc/fstab")
FOLDER = "/mnt/my data"


class Mounts(DaemonTest):
    def prepare(self):
        self.sandbox.bus.stop()
        self.sandbox.bus.start(everybody=True)
        self.disk = self.lio.disk("first", attributes={"is_nonrot": 1})
        self.target = self.lio.target(NAME, [self.disk])
        FSTAB.write_text("# nothing\n")

    def setUp(self):
        super().setUp()
        self.udisks = UDisks(self.sandbox, self.logs)
        self.person = self.udisks.person
        self.addCleanup(self.udisks.close)
        self.addCleanup(self.tidy)
        self.ctl("discover", self.target.address)
        self.ctl("login", NAME)
        self.device = self.kernel_disk(NAME)

    def tidy(self):
        """Whatever a failed test left, so that the next one has its kernel for itself."""
        for line in pathlib.Path("/proc/mounts").read_text().splitlines():
            if line.startswith("/dev/sd"):
                subprocess.run(["umount", line.split()[1].replace("\\040", " ")], check=False)
        if kernel_sessions.all_of_them():
            self.logout()

    def logout(self):
        """udisksd looks into a file system when something about it has changed (dumpe2fs), and is a user of the disk meanwhile."""
        wait_for(lambda: self.sandbox.ctl("logout", NAME, check=False).returncode == OK, 20, "the logout")

    def entries(self):
        return [line.split() for line in FSTAB.read_text().splitlines() if line and not line.startswith("#")]

    def test_from_an_empty_disk_to_a_folder_and_back(self):
        self.assertEqual(self.person("tell", self.device)["content"], EMPTY)
        answer = self.person("use", self.device, "ext4", "my-data", FOLDER, "")
        self.assertEqual(answer["folder"], FOLDER)
        self.assertTrue(os.path.ismount(FOLDER))
        (pathlib.Path(FOLDER) / "file").write_text("kept")
        disk = self.person("tell", self.device)
        self.assertEqual((disk["content"], disk["type"], disk["label"], disk["mounted"]), (FILE_SYSTEM, "ext4", "my-data", [FOLDER]))

        [entry] = self.entries()  # a start never waits for it
        self.assertEqual(entry[:3], [f"UUID={disk['uuid']}", FOLDER.replace(" ", "\\040"), "ext4"])
        self.assertEqual(set(entry[3].split(",")), {"_netdev", "nofail", "x-systemd.automount", "x-systemd.device-timeout=60s"})
        self.assertEqual(entry[4:], ["0", "0"])

        self.assertIn(FOLDER, self.ctl("logout", NAME, code=IN_USE))
        self.person("unmount", self.device)
        self.logout()
        self.assertEqual(kernel_sessions.all_of_them(), {})

        self.ctl("login", NAME)
        self.device = self.kernel_disk(NAME)
        self.assertEqual(self.person("mount", self.device)["folder"], FOLDER)  # where /etc/fstab says
        self.assertEqual((pathlib.Path(FOLDER) / "file").read_text(), "kept")
        self.assertEqual(len(self.entries()), 1)
        self.person("unmount", self.device)
        self.person("forget", self.device)
        self.assertEqual(self.entries(), [])

    def test_unmounting_forgets_it_too(self):
        self.person("use", self.device, "ext4", "my-data", FOLDER, "")
        with open(pathlib.Path(FOLDER) / "file", "w"):
            self.person("unmount", self.device, "forget", problem=BUSY)
            told = self.ctl("logout", NAME, code=IN_USE)
            self.assertIn(f"({os.getpid()})", told)  # who it is
        self.assertEqual(len(self.entries()), 1)  # it is mounted still
        self.person("unmount", self.device, "forget")
        self.assertFalse(os.path.ismount(FOLDER))
        self.assertEqual(self.entries(), [])

    @slow
    def test_formatting_takes_the_old_line_away(self):
        self.person("use", self.device, "ext4", "old", FOLDER, "")
        self.person("unmount", self.device)
        [old] = self.entries()
        self.person("use", self.device, "ext4", "new", FOLDER, self.device)
        [new] = self.entries()
        self.assertNotEqual(new[0], old[0])
        self.assertTrue(os.path.ismount(FOLDER))
        self.person("unmount", self.device, "forget")

    def test_a_grown_disk(self):
        """The target makes it larger, the daemon sees it at the rescan, the file system takes the room: mounted, then not."""
        self.person("use", self.device, "ext4", "my-data", "", "")
        for size, prepare in ((128, None), (192, "unmount")):
            if prepare:
                self.person(prepare, self.device)
            self.disk.grow(size)
            self.ctl("rescan", NAME)
            [lun] = self.sandbox.disks(NAME)
            self.assertEqual(lun["SizeBytes"], size << 20)
            self.assertTrue(any(event["Code"] == "lun.resized" for event in self.sandbox.events()))
            self.person("grow", self.device)
            wait_for(lambda size=size: self.person("tell", self.device)["fileSystemSize"] > (size - 16) << 20, 20, "the larger file system")

    @slow
    def test_one_of_several_partitions(self):
        subprocess.run(["sfdisk", "--quiet", "--label", "gpt", self.device], input=",24M\n,\n", text=True, check=True, capture_output=True)
        settle()
        for number in (1, 2):
            subprocess.run(["mkfs.ext4", "-q", "-L", f"part{number}", f"{self.device}{number}"], check=True)
        settle()
        wait_for(lambda: self.person("tell", f"{self.device}2")["label"] == "part2", 30, "the partitions")
        self.assertEqual(os.path.basename(self.person("mount", f"{self.device}2", "")["folder"]), "part2")
        self.person("unmount", f"{self.device}2")

    def test_what_the_disk_says_of_itself(self):
        [lun] = json.loads(self.ctl("--json", "disks"))["disks"]
        self.assertTrue(lun["discard"])
        self.assertIn(lun["write_cache"], (True, False))
        self.assertTrue(lun["solid_state"])
        self.assertGreaterEqual(lun["physical_block_size"], 512)

    @slow
    def test_without_a_folder_udisks_chooses_one(self):
        folder = self.person("use", self.device, "ext4", "plain", "", "")["folder"]
        self.assertEqual((os.path.basename(folder), self.entries()), ("plain", []))
        self.assertTrue(os.path.ismount(folder))
        self.person("unmount", self.device)

    def test_what_is_not_empty_is_not_formatted_without_its_name(self):
        for make, content in ((["mkfs.ext4", "-q"], FILE_SYSTEM), (["mkswap"], OTHER), (["sfdisk", "--quiet", "--label", "gpt"], PARTITIONS)):
            with self.subTest(make[0]):
                subprocess.run(["wipefs", "--all", "--quiet", self.device], check=True)
                subprocess.run([*make, self.device], input=",\n" if make[0] == "sfdisk" else "", text=True, check=True, capture_output=True)
                settle()
                before = subprocess.run(["blkid", "--probe", self.device], capture_output=True, text=True).stdout
                for typed in ("", "sd", "/dev/loop0") if content == FILE_SYSTEM else ("",):
                    self.person("use", self.device, "ext4", "new", "", typed, problem=NOT_EMPTY)
                self.assertEqual(subprocess.run(["blkid", "--probe", self.device], capture_output=True, text=True).stdout, before)

    @slow
    def test_its_name_formats_it(self):
        """From a partition table, which takes udisksd longest: it gives the kernel's announcements of that 15 s, in here not always enough."""
        subprocess.run(["sfdisk", "--quiet", "--label", "gpt", self.device], input=",\n", text=True, check=True, capture_output=True)
        settle()
        wait_for(lambda: self.formatted("new"), 60, "the file system")
        self.assertEqual(self.person("tell", self.device)["label"], "new")
        self.person("use", self.device, "ext4", "newer", "", self.device, problem=MOUNTED)
        self.person("unmount", self.device)

    def formatted(self, label):
        """As a person does who is told that it took too long: tries again."""
        try:
            return self.person("use", self.device, "ext4", label, "", os.path.basename(self.device))
        except AssertionError as error:
            if "Timed out waiting for object" not in str(error):
                raise
            return False

    @slow
    def test_another_computer_was_faster(self):
        """It writes to the disk on the server, and nothing here hears of it."""
        self.assertEqual(self.person("tell", self.device)["content"], EMPTY)
        subprocess.run(["mkfs.ext4", "-q", "-L", "theirs", str(self.target_file())], check=True)
        self.person("use", self.device, "ext4", "ours", "", "", problem=NOT_EMPTY)
        self.assertEqual(self.person("tell", self.device)["label"], "theirs")

    def test_polkit_decides(self):
        self.person("use", self.device, "ext4", "mine", "", "", user=65534, problem=NEEDS_PASSWORD)
        self.assertEqual(self.person("tell", self.device)["content"], EMPTY)

    @slow
    def test_a_disk_in_use_is_told(self):
        with contextlib.closing(os.fdopen(os.open(self.device, os.O_RDONLY | os.O_EXCL))):
            self.person("use", self.device, "ext4", "mine", "", "", problem=BUSY)

    def target_file(self):
        return self.folder / "first.img"
