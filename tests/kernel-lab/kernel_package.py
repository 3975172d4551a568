# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's current kernel as files in a folder: fetched from the mirror that this machine uses, without touching its apt."""
import os
import pathlib
import re
import shutil
import subprocess

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
NEWER = {"bookworm": "bookworm-backports"}  # where a release's own kernel is older than 6.12


class NoKernel(Exception):
    """The package cannot be had; the text says why."""


def run(*command, **keywords):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **keywords)
    if done.returncode:
        raise NoKernel(f"{command[0]}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def release():
    fields = dict(line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text().splitlines() if "=" in line)
    return fields.get("VERSION_CODENAME", "").strip('"')


def mirror(codename):
    """Of this machine's own release; other archives (security, vendors) have no suite of that name."""
    for line in run("apt-get", "indextargets", "--format", "$(ORIGIN) $(CODENAME) $(REPO_URI)", "Created-By: Packages").splitlines():
        origin, suite, address = line.rsplit(" ", 2)
        if (origin, suite) == ("Debian", codename):
            return address
    raise NoKernel(f"this machine's apt knows no mirror of Debian {codename or '(unknown release)'}")


class Apt:
    """apt with lists and a cache of its own."""

    def __init__(self, folder, source):
        (folder / "lists/partial").mkdir(parents=True)
        (folder / "cache/archives/partial").mkdir(parents=True)
        (folder / "sources.list").write_text(source + "\n")
        self.folder = folder
        self.options = ["-o", f"Dir::Etc::sourcelist={folder}/sources.list", "-o", "Dir::Etc::sourceparts=-", "-o", f"Dir::State::lists={folder}/lists",
                        "-o", f"Dir::Cache={folder}/cache", "-o", "APT::Sandbox::User=root"]

    def __call__(self, program, *arguments):
        return run(program, *self.options, *arguments, cwd=self.folder)


def fetch(folder):
    """Leaves boot/vmlinuz-VERSION and lib/modules/VERSION in `folder`, whole or not at all."""
    codename = release()
    work = folder.with_name(folder.name + ".new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    apt = Apt(work / "apt", f"deb [signed-by={KEYRING}] {mirror(codename)} {NEWER.get(codename, codename)} main")
    apt("apt-get", "-qq", "update")
    package = re.search(r"Depends: (linux-image-\S+)", apt("apt-cache", "depends", "linux-image-amd64"))
    if not package:
        raise NoKernel("linux-image-amd64 names no kernel")
    apt("apt-get", "download", package[1])
    run("dpkg-deb", "--extract", next(apt.folder.glob("*.deb")), work)
    run("depmod", "-b", work, next((work / "lib/modules").iterdir()).name)
    shutil.rmtree(apt.folder)
    os.rename(work, folder)
