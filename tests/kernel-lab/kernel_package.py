# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's current kernel as files in a folder: fetched from the mirror that this machine uses, without touching its apt."""
import os
import pathlib
import re
import shutil
import subprocess

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
NEWER = {"bookworm": "bookworm-backports"}  # where a release's own kernel is older than 6.12
NEWEST = {"bookworm": "trixie-backports"}  # of others it is what they have for themselves


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


def settle(tree):
    """Puts the kernel and its modules where they were before Linux 7's packages, which have both in /usr/lib/modules."""
    modules = tree / "lib/modules"
    if not modules.exists():
        (tree / "lib").mkdir(exist_ok=True)
        os.rename(tree / "usr/lib/modules", modules)
    version = next(modules.iterdir()).name
    kernel = tree / f"boot/vmlinuz-{version}"
    if not kernel.exists():
        kernel.parent.mkdir(exist_ok=True)
        os.rename(modules / version / "vmlinuz", kernel)
    run("depmod", "-b", tree, version)


def fetch(folder, newest=False):
    """Leaves boot/vmlinuz-VERSION and lib/modules/VERSION in `folder`, whole or not at all."""
    codename = release()
    suite = NEWEST.get(codename, f"{codename}-backports") if newest else NEWER.get(codename, codename)
    work = folder.with_name(folder.name + ".new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    apt = Apt(work / "apt", f"deb [signed-by={KEYRING}] {mirror(codename)} {suite} main")
    apt("apt-get", "-qq", "update")
    package = re.search(r"Depends: (linux-image-\S+)", apt("apt-cache", "depends", "linux-image-amd64"))
    if not package:
        raise NoKernel("linux-image-amd64 names no kernel")
    parts = re.findall(r"Depends: (linux-(?:base|binary|modules)-\S+)", apt("apt-cache", "depends", package[1]))
    apt("apt-get", "download", package[1], *parts)
    for part in apt.folder.glob("*.deb"):
        run("dpkg-deb", "--extract", part, work)
    settle(work)
    shutil.rmtree(apt.folder)
    os.rename(work, folder)
