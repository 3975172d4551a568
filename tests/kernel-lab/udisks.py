# SPDX-License-Identifier: GPL-3.0-or-later
"""udisksd and polkitd inside the guest, on the bus of a test, and a person who uses them through the program's own code."""
import json
import os
import pathlib
import subprocess
from xml.etree import ElementTree

from sandbox import stop, wait_for

EMPTY, FILE_SYSTEM, PARTITIONS, OTHER = range(4)  # udisks::Content
# udisks::Problem
(NOT_INSTALLED, NOT_ANSWERING, GONE, NOT_AUTHORIZED, NEEDS_PASSWORD, DISMISSED, BUSY, MOUNTED, NOT_MOUNTED, NOT_SUPPORTED, READ_ONLY, TOO_SMALL, NOT_EMPTY, CHANGED,
 CANCELLED, DAMAGED, FAILED) = range(17)
PROGRAMS = {"org.freedesktop.PolicyKit1": ["/usr/lib/polkit-1/polkitd", "--no-debug"], "org.freedesktop.UDisks2": ["/usr/libexec/udisks2/udisksd"]}


ACTIONS = pathlib.Path("/usr/share/polkit-1/actions")
RULES = pathlib.Path("/usr/share/polkit-1/rules.d/00-desk.rules")


def as_at_the_desk():
    """polkit then decides as for a person who sits at the computer: logind, which it would ask for that, does not run here."""
    active = {}
    for name in ("org.portolan.initiator1.policy", "org.freedesktop.UDisks2.policy"):
        for action in ElementTree.parse(ACTIONS / name).getroot().iter("action"):
            active[action.get("id")] = action.findtext("defaults/allow_active")
    RULES.write_text(f"var active = {json.dumps(active)};\npolkit.addRule(function(action) {{ return active[action.id]; }});\n")


class UDisks:
    def __init__(self, sandbox, logs):
        """The sandbox's bus has to serve everybody: polkitd gives up root."""
        self.sandbox, self.processes = sandbox, []
        environment = dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS=sandbox.bus.address)
        for name, command in PROGRAMS.items():
            with open(logs / f"{name}.log", "ab") as log:
                self.processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True))
            wait_for(lambda name=name: self._has(name), 30, name)

    def _has(self, name):
        found = subprocess.run(["busctl", f"--address={self.sandbox.bus.address}", "--no-pager", "list"], capture_output=True, text=True)
        return any(line.startswith(name + " ") for line in found.stdout.splitlines())

    def person(self, *words, problem=None, user=None):
        """What the program answers; with the problem that it must have."""
        command = [str(self.sandbox.program("udisks_person")), self.sandbox.bus.address, *words]
        if user:
            command = ["setpriv", f"--reuid={user}", "--clear-groups", *command]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        answer = json.loads(done.stdout) if done.stdout.strip() else {}
        if done.returncode not in (0, 1) or answer.get("problem") != problem:
            raise AssertionError(f"{' '.join(words)}: exit {done.returncode}: {done.stdout}{done.stderr}")
        return answer

    def close(self):
        for process in reversed(self.processes):
            stop(process)
