#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of docs/screenshots: the application on a sandbox, light and dark, English and German."""
import argparse
import os
import pathlib
import subprocess
import time

from desk import Desk
from person import LOGOUT, WIZARD, Person
from sandbox import IQN, Sandbox, Target, wait_for

PHOTOS, VAULT = f"{IQN}:photos", f"{IQN}:vault"
SIZE = 1200, 640
OURS, THEIRS = "a-password-to-show", "and-another-one"


class Pictures:
    def __init__(self, sandbox, desk, folder):
        self.sandbox, self.desk, self.folder = sandbox, desk, pathlib.Path(folder)
        self.person = Person(sandbox, desk)

    def take(self, name, window):
        self.desk.xdotool("mousemove", self.desk.width - 2, self.desk.height - 2)  # nothing shall look pointed at
        self.desk.picture(self.folder / f"{name}.png", window)
        print(self.folder / f"{name}.png", flush=True)

    def add_storage(self):
        self.person.open().resize(*SIZE)
        wizard = self.person.search(self.sandbox.tgt.address)
        wait_for(lambda: self.sandbox.node(VAULT), 15, "the discovery")
        time.sleep(1)
        self.person.tick(2)
        self.take("add-storage-targets", wizard)
        self.person.connect()
        wait_for(lambda: self.sandbox.node(VAULT)["LastError"] == "AuthRequired", 15, "the question for a password")
        time.sleep(1)
        self.person.give_passwords("alice", OURS, "vault", THEIRS)
        self.take("password", wizard)
        self.desk.key("Return")
        self.person.until_online(PHOTOS, VAULT)
        for target in (PHOTOS, VAULT):
            self.sandbox.disk_path(target)
        time.sleep(1)
        self.take("add-storage-result", wizard)
        self.desk.key("Return")
        self.desk.gone(WIZARD)

    def traffic(self, seconds):
        """Reading all the time, and writing in between."""
        common = [f"--filename={self.sandbox.disk_path(PHOTOS)}", "--size=128m", "--allow_file_create=0", "--ioengine=libaio",
                  "--direct=1", "--iodepth=8", "--bs=64k", "--time_based", "--thread", "--rate_process=poisson"]
        jobs = ["--name=read", "--rw=randread", "--rate=140m", f"--runtime={seconds}", *common]
        for start in range(8, seconds - 20, 30):
            jobs += [f"--name=write{start}", "--rw=randwrite", "--rate=,70m", f"--startdelay={start}", "--runtime=16", *common]
        return self.sandbox.run("fio", *jobs, cwd=self.sandbox.directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def main_windows(self):
        self.person.choose(0)
        self.person.page("r")
        fio = self.traffic(150)
        time.sleep(50)
        self.take("main-window", self.person.window())
        self.person.quit()
        for suffix, scheme in (("", "light"), ("-dark", "dark")):
            window = self.again("--color-scheme", scheme)
            if suffix:
                self.take(f"main-window{suffix}", window)
            self.other_windows(suffix, window)
            self.person.quit()
        self.person.environment["LC_ALL"] = "de_DE.UTF-8"
        self.take("main-window-german", self.again())
        self.person.quit()
        self.person.environment["LC_ALL"] = "C.UTF-8"
        fio.terminate()

    def other_windows(self, suffix, window):
        for name, letter in (("overview", "o"), ("disks", "d"), ("parameters", "p"), ("target-events", "e")):
            self.person.page(letter)
            time.sleep(1)
            self.take(name + suffix, window)
        self.person.page("r")
        for name, keys, title in (("events", ["ctrl+e"], "^Events$"),
                                  ("storage-servers", ["ctrl+d"], "^Storage servers$"),
                                  ("passwords", ["alt+s", "p"], "^Passwords$"),
                                  ("support-report", ["alt+h", "r"], "^Support report$"),
                                  ("help", ["F1"], "^Help$"),
                                  ("settings", ["ctrl+comma"], "^Settings$")):
            self.desk.key(*keys)
            dialog = self.desk.window(title)
            time.sleep(1)
            self.take(name + suffix, dialog)
            dialog.activate()
            self.desk.key("Escape")
            self.desk.gone(title)
            window.activate()

    def again(self, *arguments):
        window = self.person.open(*arguments)
        window.resize(*SIZE)
        self.person.choose(0)
        time.sleep(6)  # so that the rates in the list have a trail
        return window

    def logout_refused(self):
        mount = self.sandbox.directory / "photos"
        mount.mkdir()
        device = self.sandbox.disk_path(PHOTOS)
        subprocess.run(["mkfs.ext4", "-q", "-F", device], check=True)
        subprocess.run(["mount", device, mount], check=True)
        try:
            self.person.open()
            self.person.choose(0)
            self.person.log_out()
            self.take("logout-refused", self.desk.window(LOGOUT))
            self.desk.key("Escape")
            self.person.quit()
        finally:
            subprocess.run(["umount", mount], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build")
    parser.add_argument("folder")
    arguments = parser.parse_args()
    with Sandbox(arguments.build) as sandbox:
        sandbox.tgt.targets = [
            Target(PHOTOS, [sandbox.disk("photos", 1 << 20)]),
            Target(VAULT, [sandbox.disk("vault", 64 << 10)], chap=("alice", OURS), mutual=("vault", THEIRS)),
        ]
        sandbox.tgt.start()
        sandbox.start_daemon()
        with Desk(sandbox.directory) as desk:
            pictures = Pictures(sandbox, desk, arguments.folder)
            pictures.add_storage()
            pictures.main_windows()
            if os.geteuid() == 0:
                pictures.logout_refused()


if __name__ == "__main__":
    main()
