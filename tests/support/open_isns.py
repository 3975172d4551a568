# SPDX-License-Identifier: GPL-3.0-or-later
"""open-isns: a real iSNS server on a loopback port, with configuration and database of its own."""
import os
import pathlib
import shutil
import subprocess

from sandbox import free_port, stop, wait_for


def program(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


class OpenIsns:
    """isnsd, ended by its process id."""

    def __init__(self, directory, default_domain=True):
        self.directory = pathlib.Path(directory) / "isns"
        self.port = free_port()
        self.default_domain = default_domain
        self.process = None

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        self.directory.mkdir(exist_ok=True)
        common = f"ControlSocket = {self.directory}/control\nSecurity = 0\n"
        (self.directory / "isnsd.conf").write_text(
            f"SourceName = iqn.2026-11.org.portolan.test:isns\nDatabase = {self.directory}/database\nBindAddress = {self.address}\n"
            f"PIDFile = {self.directory}/pid\nDefaultDiscoveryDomain = {int(self.default_domain)}\nSLPRegister = 0\n{common}")
        (self.directory / "isnsadm.conf").write_text(
            f"SourceName = iqn.2026-11.org.portolan.test:admin\nServerAddress = {self.address}\n{common}")
        with open(self.directory / "isnsd.log", "ab") as log:
            self.process = subprocess.Popen([program("isnsd"), "-f", "-c", str(self.directory / "isnsd.conf")], stdout=log, stderr=log,
                                            start_new_session=True)
        wait_for(lambda: os.path.exists(self.directory / "control"), 10, "isnsd")
        self.admin("--local", "--register", "control")

    def admin(self, *arguments):
        done = subprocess.run([program("isnsadm"), "-c", str(self.directory / "isnsadm.conf"), *arguments], capture_output=True, text=True,
                              timeout=30)
        if done.returncode:
            raise RuntimeError(f"isnsadm {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def nodes(self):
        return self.admin("--local", "--list", "nodes")

    def stop(self):
        stop(self.process)
