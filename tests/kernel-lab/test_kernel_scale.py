# SPDX-License-Identifier: GPL-3.0-or-later
"""Many sessions, and many LUNs, on the kernel data plane."""
import time

import kernel_sessions
from base import OK, UNREACHABLE
from guest import IQN, DaemonTest, settle
from sandbox import wait_for

NAME = f"{IQN}:one"


class Many(DaemonTest):
    def prepare(self):
        self.targets = [self.lio.target(f"{IQN}:t{number}", [self.lio.disk(f"d{number}-{lun}", 4) for lun in range(4)], portals=[("127.0.0.1", 3260)])
                        for number in range(8)]
        for target in self.targets:
            for port in (3261, 3262, 3263):
                target.group.add_portal("127.0.0.1", port)

    def test_32_sessions_together(self):
        self.ctl("discover", "127.0.0.1:3260")
        self.assertEqual(len(self.sandbox.objects("Node")), 32)
        ways = [f"{target.name}@127.0.0.1:{port}" for target in self.targets for port in range(3260, 3264)]
        started = time.monotonic()
        for _ in range(3):  # LIO's logins take turns; on a busy machine the last ones may wait longer than one of them may take
            done = self.sandbox.ctl("login", *ways, check=False, timeout=180)
            if done.returncode != UNREACHABLE:
                break
        self.assertEqual(done.returncode, OK, done.stdout + done.stderr)
        print(f"32 sessions with 4 disks each: {time.monotonic() - started:.1f} s ", end="", flush=True)
        self.assertEqual(len(kernel_sessions.all_of_them()), 32)
        wait_for(lambda: sum(bool(lun["Device"]) for lun in self.sandbox.objects("Lun").values()) == 128, 30, "128 disks")
        self.ctl("logout", "--all")
        self.assertEqual(kernel_sessions.all_of_them(), {})


class ManyLuns(DaemonTest):
    def prepare(self):
        self.lio.target(NAME, [self.lio.disk(f"d{lun}", 1) for lun in range(256)])

    def test_256_luns(self):
        self.ctl("discover", "127.0.0.1:3260")
        started = time.monotonic()
        self.ctl("login", NAME)
        wait_for(lambda: len(self.sandbox.disks(NAME)) == 256, 60, "256 disks")
        print(f"256 disks in {time.monotonic() - started:.1f} s, ", end="", flush=True)
        self.assertEqual(sorted(lun["Lun"] for lun in self.sandbox.disks(NAME)), list(range(256)))
        settle(180)
        started = time.monotonic()
        self.ctl("logout", NAME)
        print(f"logged out in {time.monotonic() - started:.1f} s ", end="", flush=True)
