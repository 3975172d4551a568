# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's user-mode kernel as a guest's kernel, and what every kernel of the lab must offer: see UserModeLinux."""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


class Unavailable(Exception):
    """This machine cannot run such a guest; the text says why and what helps."""


class UserModeLinux:
    """Debian's user-mode kernel: a process like any other, without virtualisation. One processor."""

    name = "uml"
    terminal = "/dev/tty1"

    def __init__(self):
        self.program = shutil.which("linux.uml")
        if not self.program:
            raise Unavailable("linux.uml is not installed (Debian package user-mode-linux)")
        version = subprocess.run([self.program, "--version"], capture_output=True, text=True).stdout.strip()
        self.modules = pathlib.Path("/usr/lib/uml/modules", version)
        if not version or not self.modules.exists():
            raise Unavailable(f"{self.program} does not tell its version, or its modules are not in {self.modules}")

    def command(self, results, folder, memory, line):
        """`line`: a connected socket's descriptor, the guest's line to the caller. The kernel's own console goes to standard output."""
        return [self.program, f"mem={memory}", "root=/dev/root", "rootfstype=hostfs", "rootflags=/", "ro", f"init={HERE / 'init'}",
                f"lab_modules={self.modules}", f"lab_results={results}", "lab_share=hostfs", f"lab_python={sys.executable}",
                f"uml_dir={folder}/", "umid=lab", "con=null", "con0=null,fd:1", f"con1=fd:{line},fd:{line}", "loglevel=7"]

    @staticmethod
    def why_not(kernel_log):
        """What a log of a kernel that did not reach its first program tells about this machine."""
        if "noexec" in kernel_log:
            return "/dev/shm, or the folder that TMPDIR names, is mounted noexec"
        if "ptrace: " in kernel_log:
            return "user-mode Linux may not use ptrace here (a container without SYS_PTRACE, or seccomp)"
        return "user-mode Linux does not run on this machine"
