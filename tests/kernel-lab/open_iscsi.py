# SPDX-License-Identifier: GPL-3.0-or-later
"""open-iscsi inside the guest: the yardstick for what the kernel initiator can do."""
import pathlib
import re
import subprocess

from sandbox import stop, wait_for

CONFIGURATION, DATABASE = pathlib.Path("/etc/iscsi"), pathlib.Path("/var/lib/iscsi")


class OpenIscsi:
    """iscsid with a database that starts empty. settings: lines of iscsid.conf, as {"node.session.timeo.replacement_timeout": 5}."""

    def __init__(self, log, initiator="iqn.2026-11.org.portolan.lab:open-iscsi", settings=None, debug=1):
        self.initiator, self.settings, self.debug = initiator, settings or {}, debug
        self._log = log
        self._prepared = False
        self.process = None

    def start(self):
        self.prepare()
        self.launch()

    def prepare(self):
        for folder in (DATABASE, CONFIGURATION):  # over what the machine has there: other nodes, and files that only root may read
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "-t", "tmpfs", "iscsi", str(folder)], check=True)
        self._prepared = True
        pathlib.Path("/run/lock/iscsi").mkdir(parents=True, exist_ok=True)
        (CONFIGURATION / "initiatorname.iscsi").write_text(f"InitiatorName={self.initiator}\n")
        (CONFIGURATION / "iscsid.conf").write_text("".join(f"{key} = {value}\n" for key, value in {"node.startup": "manual", **self.settings}.items()))

    def launch(self):
        """iscsid; its database and its sessions are those that there are."""
        with open(self._log, "ab") as log:  # a session of its own: when it ends, iscsid ends its whole process group
            self.process = subprocess.Popen(["iscsid", "--foreground", f"--debug={self.debug}"], stdout=log, stderr=log, start_new_session=True)
        wait_for(lambda: "ISCSIADM_ABSTRACT_NAMESPACE" in pathlib.Path("/proc/net/unix").read_text(), 10, "iscsid's socket")

    def stop(self):
        """iscsid; its sessions stay."""
        stop(self.process, 10)

    def admin(self, *arguments, check=True):
        done = subprocess.run(["iscsiadm", *map(str, arguments)], capture_output=True, text=True, timeout=180)
        if check and done.returncode:
            raise RuntimeError(f"iscsiadm {' '.join(map(str, arguments))}: exit {done.returncode}: {done.stderr.strip()} {done.stdout.strip()}")
        return done

    def discover(self, address):
        """The names of the targets."""
        found = self.admin("-m", "discovery", "-t", "sendtargets", "-p", address).stdout
        return sorted({line.split()[1] for line in found.splitlines()})

    def set(self, target, **settings):
        """Node settings; "__" stands for a dot: node__session__auth__username="alice"."""
        for name, value in settings.items():
            self.admin("-m", "node", "-T", target, "-o", "update", "-n", name.replace("__", "."), "-v", value)

    def login(self, target, check=True):
        return self.admin("-m", "node", "-T", target, "--login", check=check)

    def logout(self, target):
        self.admin("-m", "node", "-T", target, "--logout")

    def rescan(self):
        self.admin("-m", "session", "--rescan")

    def sessions(self):
        """Session id -> target name."""
        text = self.admin("-m", "session", check=False).stdout
        return {int(sid): name for sid, name in re.findall(r"\[(\d+)\] \S+ (\S+)", text)}

    def close(self):
        """Also when a test failed half-way: no session may outlive it."""
        if not self._prepared:
            return
        if self.process and self.process.poll() is None and self.sessions():
            self.admin("-m", "node", "--logoutall=all", check=False)
        stop(self.process, 10)
        subprocess.run(["umount", str(CONFIGURATION), str(DATABASE)], check=True)
