# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel's own iSCSI target (LIO), set up through configfs alone.

    lio = Lio("/run/lab")
    target = lio.target("iqn.2026-11.org.portolan.lab:one", disks=[lio.disk("a", 64), lio.disk("b", 64)])
    target.add_lun(2, lio.disk("c", 64)); target.remove_lun(1); target.disable(); lio.close()

LIO's only Asynchronous Message tells of a lost connection, over another connection of the same session; it tells changes of
LUNs by unit attentions. For asynchronous messages use the scripted target (guest.ScriptedDaemonTest).
"""
import contextlib
import errno
import hashlib
import os
import pathlib
import subprocess
import time

CONFIG = pathlib.Path("/sys/kernel/config/target")
CORE, ISCSI = CONFIG / "core", CONFIG / "iscsi"


def write(path, value):
    """One value into one file of configfs; the kernel's refusal names both."""
    try:
        with open(path, "w") as file:
            file.write(str(value))
    except OSError as problem:
        raise RuntimeError(f"LIO refuses {str(value)!r} for {path.relative_to(CONFIG)}: {problem.strerror}") from problem


def read(path):
    with open(path) as file:
        return file.read().strip()


def write_all(folder, values):
    for name, value in values.items():
        write(folder / name, value)


class Disk:
    """A backstore: a sparse file (its content survives every change at the target) or memory.

    `serial` makes its WWID, and LIO takes only the hexadecimal digits in it: without them, disks would share one.
    """

    HBAS = {"file": "fileio_0", "memory": "rd_mcp_0"}

    def __init__(self, folder, name, megabytes, serial=None, kind="file", attributes=None):
        self.name, self.megabytes, self.kind = name, megabytes, kind
        self.serial = serial or hashlib.sha256(name.encode()).hexdigest()[:24]
        self.path = pathlib.Path(folder) / f"{name}.img"
        self.folder = CORE / self.HBAS[kind] / name
        if kind == "file":
            with open(self.path, "ab") as file:
                file.truncate(megabytes << 20)
        self.folder.mkdir(parents=True)
        write(self.folder / "control", f"rd_pages={megabytes << 8}" if kind == "memory" else f"fd_dev_name={self.path},fd_dev_size={megabytes << 20}")
        write(self.folder / "wwn/vpd_unit_serial", self.serial)
        write(self.folder / "enable", 1)
        unmap = {"emulate_tpu": 1, "emulate_tpws": 1} if kind == "file" else {}
        write_all(self.folder / "attrib", {**unmap, **(attributes or {})})  # after `enable`: Linux 6.1 panics otherwise

    def grow(self, megabytes):
        """Its new size; initiators see it when they ask (files only)."""
        self.megabytes = megabytes
        os.truncate(self.path, megabytes << 20)
        write(self.folder / "control", f"fd_dev_size={megabytes << 20}")

    def content(self, size, offset=0):
        """What is on the disk, read from behind the target's back."""
        with open(self.path, "rb") as file:
            file.seek(offset)
            return file.read(size)

    def close(self):
        if self.folder.exists():
            self.folder.rmdir()


class PortalGroup:
    """One target portal group: portals, authentication, ACLs, and its view of the LUNs.

    chap, mutual: (name, secret). initiators: only these names may log in; None lets everybody in. parameters: offers, as
    {"HeaderDigest": "CRC32C"}. attributes: as {"default_cmdsn_depth": 8}. namespace: the portals live in this network.
    """

    def __init__(self, folder, portals, chap=None, mutual=None, initiators=None, parameters=None, attributes=None, namespace=None):
        self.folder, self.initiators, self.namespace = folder, initiators, namespace
        self.portals = []
        folder.mkdir()
        write_all(folder / "attrib", {"generate_node_acls": int(initiators is None), "cache_dynamic_acls": int(initiators is None),
                                      "demo_mode_write_protect": 0, "authentication": int(bool(chap)), **(attributes or {})})
        write_all(folder / "param", parameters or {})
        for portal in portals:
            self.add_portal(*portal)
        secrets = self._secrets(chap, mutual)
        if initiators is None:
            write_all(folder / "auth", secrets)
        for name in initiators or ():
            (folder / "acls" / name).mkdir()
            write_all(folder / "acls" / name / "auth", secrets)

    @staticmethod
    def _secrets(chap, mutual):
        secrets = {"userid": chap[0], "password": chap[1]} if chap else {}
        return {**secrets, "userid_mutual": mutual[0], "password_mutual": mutual[1]} if mutual else secrets

    def _portal(self, address, port):
        return self.folder / "np" / (f"[{address}]:{port}" if ":" in address else f"{address}:{port}")

    def add_portal(self, address, port=3260):
        """The socket is made in the network of whoever makes the folder."""
        inside = ["nsenter", f"--net=/run/netns/{self.namespace}"] if self.namespace else []
        done = subprocess.run([*inside, "mkdir", str(self._portal(address, port))], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"LIO refuses the portal {address}:{port}: {done.stderr.strip()}")
        self.portals.append((address, port))

    def remove_portal(self, address, port=3260):
        self._portal(address, port).rmdir()
        self.portals.remove((address, port))

    def add_lun(self, number, disk):
        lun = self.folder / "lun" / f"lun_{number}"
        lun.mkdir()
        os.symlink(disk.folder, lun / disk.name)
        for name in self.initiators or ():
            mapped = self.folder / "acls" / name / f"lun_{number}"
            mapped.mkdir(exist_ok=True)
            if not any(entry.is_symlink() for entry in mapped.iterdir()):  # with the attribute auto-add, LIO may have been faster
                os.symlink(lun, mapped / "lun")

    def remove_lun(self, number):
        for name in self.initiators or ():
            self._remove_links(self.folder / "acls" / name / f"lun_{number}")
        self._remove_links(self.folder / "lun" / f"lun_{number}")

    @staticmethod
    def _remove_links(folder):
        for entry in folder.iterdir():
            if entry.is_symlink():
                entry.unlink()
        folder.rmdir()

    def set_parameter(self, name, value):
        """For the logins that come."""
        write(self.folder / "param" / name, value)

    def enable(self):
        write(self.folder / "enable", 1)

    def disable(self):
        """Ends its sessions and refuses new ones (status 0301) until enable()."""
        write(self.folder / "enable", 0)

    def sessions(self):
        """The names of the initiators that are logged in."""
        names = read(self.folder / "dynamic_sessions").replace("\0", "\n").split()
        names += [entry.name for entry in (self.folder / "acls").iterdir() if "No active iSCSI Session" not in read(entry / "info")]
        return sorted(set(names))

    def close(self):
        self.disable()
        for address, port in list(self.portals):
            self.remove_portal(address, port)
        for acl in (self.folder / "acls").iterdir():
            for mapped in acl.glob("lun_*"):
                self._remove_links(mapped)
            acl.rmdir()
        for lun in (self.folder / "lun").glob("lun_*"):
            self._remove_links(lun)
        self.folder.rmdir()


class Target:
    """A target with one portal group at first (`group`); add_group() makes more. LUNs belong to all of its groups."""

    def __init__(self, name, disks, portals=(("127.0.0.1", 3260),), **group):
        self.name, self.luns = name, dict(enumerate(disks)) if not isinstance(disks, dict) else dict(disks)
        self._first = {"portals": tuple(portals), **group}
        self.groups = []
        self.publish()

    @property
    def folder(self):
        return ISCSI / self.name

    @property
    def group(self):
        return self.groups[0]

    @property
    def address(self):
        address, port = self.group.portals[0]
        return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"

    def publish(self):
        """Also: brings it back after unpublish(), with the LUNs it has by now."""
        self.folder.mkdir(parents=True)
        self.add_group(1, **self._first)

    def add_group(self, tag, portals, **group):
        added = PortalGroup(self.folder / f"tpgt_{tag}", portals, **group)
        self.groups.append(added)
        for number, disk in self.luns.items():
            added.add_lun(number, disk)
        added.enable()
        return added

    def add_lun(self, number, disk):
        self.luns[number] = disk
        for group in self.groups:
            group.add_lun(number, disk)

    def remove_lun(self, number):
        for group in self.groups:
            group.remove_lun(number)
        del self.luns[number]

    def replace_lun(self, number, disk):
        """Another disk with another identity under the same number."""
        self.remove_lun(number)
        self.add_lun(number, disk)

    def enable(self):
        for group in self.groups:
            group.enable()

    def disable(self):
        for group in self.groups:
            group.disable()

    def sessions(self):
        return sorted(name for group in self.groups for name in group.sessions())

    def logins(self):
        """That it ever accepted."""
        return int(read(self.folder / "fabric_statistics/iscsi_login_stats/accepts"))

    def unpublish(self):
        """The whole target is gone, its sessions with it; its disks stay."""
        for group in self.groups:
            group.close()
        self.groups = []
        self.folder.rmdir()

    def close(self):
        if self.groups:
            self.unpublish()


class Lio:
    """Everything that one test made at LIO, to be removed together. `folder` holds the files of the disks."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.targets, self.disks = [], []
        ISCSI.mkdir(parents=True, exist_ok=True)

    def disk(self, name, megabytes=64, **more):
        self.disks.append(Disk(self.folder, name, megabytes, **more))
        return self.disks[-1]

    def target(self, name, disks, **more):
        self.targets.append(Target(name, disks, **more))
        return self.targets[-1]

    @staticmethod
    def protect_discovery(chap, mutual=None):
        """From now on a discovery session needs this (name, secret), too; None ends that."""
        folder = ISCSI / "discovery_auth"
        if chap:
            write_all(folder, PortalGroup._secrets(chap, mutual))
        write(folder / "enforce_discovery_auth", int(bool(chap)))

    def close(self):
        """A session that is being torn down may hold a disk for a moment."""
        for target in self.targets:
            target.close()
        for disk in self.disks:
            end = time.monotonic() + 10
            while True:
                try:
                    disk.close()
                    break
                except OSError as problem:
                    if problem.errno != errno.EBUSY or time.monotonic() > end:
                        raise
                time.sleep(0.1)
        with contextlib.suppress(FileNotFoundError):
            write(ISCSI / "discovery_auth/enforce_discovery_auth", 0)
        self.targets, self.disks = [], []
