# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/bench/kernel-vs-open-iscsi measures, in the lab's guest: Portolan and open-iscsi by turns, at the same targets."""
import contextlib
import csv
import json
import mmap
import os
import pathlib
import re
import resource
import statistics
import subprocess
import threading
import time

import kernel_sessions
from base import BUILD
from guest import IQN, RESULTS, SLOW, LabTest, settle
from open_iscsi import OpenIscsi
from sandbox import Sandbox, wait_for

ROUNDS = 7 if SLOW else 1
MANY_ROUNDS = 4 if SLOW else 1
FIO_SECONDS = 5 if SLOW else 1
IDLE_SECONDS = 20 if SLOW else 2
TARGETS, PORTS = 8, range(3260, 3264)  # 32 sessions
BY_PATH = pathlib.Path("/dev/disk/by-path")


def cpu_seconds(pid):
    """Of all threads, also those that have ended: the process's own clock."""
    return time.clock_gettime((~pid << 3) | 2)


def memory_kib(pid):
    """(proportional, resident)"""
    rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return tuple(int(re.search(rf"^{name}:\s+(\d+)", rollup, re.M)[1]) for name in ("Pss", "Rss"))


class Portolan:
    name = "portolan"

    def __init__(self, logs):
        self.sandbox = Sandbox(BUILD, data_plane="kernel")
        self.sandbox.bus.start()

    def start(self):
        self.sandbox.start_daemon()
        return self

    def discover(self):
        self.sandbox.ctl("discover", "127.0.0.1:3260")

    def login_command(self, ways):
        names = [f"{name}@{address}" for name, address in ways]
        return [self.sandbox.program("portolanctl"), "--bus", self.sandbox.bus.address, "login", *names], self.sandbox.environment()

    def logout(self):
        self.sandbox.ctl("logout", "--all", timeout=120)

    def pids(self):
        return [self.sandbox.daemon.pid]

    def restart(self):
        self.sandbox.stop_daemon()
        self.sandbox.start_daemon(wait=False)

    def connected(self, count):
        return [session["State"] for session in self.sandbox.objects("Session").values()] == [3] * count

    def stop(self):
        self.sandbox.stop_daemon()

    def close(self):
        self.sandbox.close()


class OpenIscsiInitiator:
    name = "open-iscsi"

    def __init__(self, logs):
        self.initiator = OpenIscsi(logs / "iscsid.log", debug=0)
        self.initiator.prepare()

    def start(self):
        self.initiator.launch()
        return self

    def discover(self):
        self.initiator.discover("127.0.0.1:3260")

    @staticmethod
    def login_command(ways):
        """All that are known at once, as a boot does; iscsiadm knows no list."""
        one = ["-T", ways[0][0], "-p", ways[0][1]] if len(ways) == 1 else []
        return ["iscsiadm", "-m", "node", *one, "--login"], os.environ

    def logout(self):
        """Again and again: a session that iscsid logs in anew after its own restart refuses."""
        def done():
            self.initiator.admin("-m", "node", "--logoutall=all", check=False)
            return not kernel_sessions.all_of_them()
        wait_for(done, 120, "the end of open-iscsi's sessions")

    def pids(self):
        """iscsid is two processes: one of them only writes the log."""
        first = self.initiator.process.pid
        children = pathlib.Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    def restart(self):
        self.initiator.stop()
        self.initiator.launch()

    @staticmethod
    def connected(count):
        return [session["state"] for session in kernel_sessions.all_of_them().values()] == ["LOGGED_IN"] * count

    def stop(self):
        self.initiator.stop()

    def close(self):
        self.initiator.close()


class PacedWriter:
    """4 KiB every few milliseconds past the page cache, from start to end; what counts is the longest time between two that were done."""

    PAUSE = 0.005

    def __init__(self, device):
        self.longest, self.error = 0.0, None
        self._file = os.open(device, os.O_WRONLY | os.O_DIRECT)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        block = mmap.mmap(-1, 4096)
        last = time.monotonic()
        while not self._end.wait(self.PAUSE):
            try:
                os.pwrite(self._file, block, 0)
            except OSError as error:
                self.error = error
                return
            now = time.monotonic()
            self.longest, last = max(self.longest, now - last), now

    def close(self):
        self._end.set()
        self._thread.join()
        os.close(self._file)
        if self.error:
            raise self.error
        return self.longest


class Table:
    """Every measurement as a line of CSV; in the end medians, and ours as a part of theirs."""

    def __init__(self):
        self.values = {}
        self.path = RESULTS / "bench.csv"
        self._file = open(self.path, "a", newline="")
        self._csv = csv.writer(self._file)
        if not self._file.tell():
            self._csv.writerow(["what", "unit", "initiator", "value"])

    def add(self, what, unit, initiator, value):
        self.values.setdefault((what, unit), {}).setdefault(initiator.name, []).append(value)
        self._csv.writerow([what, unit, initiator.name, f"{value:.6g}"])
        self._file.flush()  # for whoever cannot wait for the end

    def close(self):
        self._file.close()
        print(f"\n{'':42} {'portolan':>10} {'open-iscsi':>10}  ratio")
        for (what, unit), row in self.values.items():
            ours, theirs = (statistics.median(row.get(name, [float("nan")])) for name in (Portolan.name, OpenIscsiInitiator.name))
            print(f"{what + ', ' + unit:42} {ours:10.4g} {theirs:10.4g}  {ours / theirs if theirs else float('nan'):5.2f}")


class Bench(LabTest):
    def setUp(self):
        super().setUp()
        self.table = Table()
        self.addCleanup(self.table.close)
        self.ours, self.theirs = Portolan(self.logs), OpenIscsiInitiator(self.logs)
        self.addCleanup(self.theirs.close)
        self.addCleanup(self.ours.close)

    @contextlib.contextmanager
    def running(self, initiator):
        """Only one of them at a time: each hears what the kernel says of the other's sessions."""
        initiator.start()
        try:
            yield initiator
        finally:
            initiator.stop()

    def by_turns(self, rounds):
        for number in range(rounds):
            order = (self.ours, self.theirs) if number % 2 == 0 else (self.theirs, self.ours)
            for initiator in order:
                with self.running(initiator):
                    yield number, initiator

    def timed_login(self, initiator, ways, links, label):
        before, others = sum(map(cpu_seconds, initiator.pids())), resource.getrusage(resource.RUSAGE_CHILDREN)
        command, environment = initiator.login_command(ways)
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        wait_for(lambda: self.all_there(links), 300, "the disks", pause=0.02)
        usable = time.monotonic() - started
        self.assertEqual(process.wait(300), 0)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = sum(map(cpu_seconds, initiator.pids())) - before
        client = after.ru_utime + after.ru_stime - others.ru_utime - others.ru_stime
        settle()
        settled = time.monotonic() - started
        self.table.add(f"{label}: until all disks are there", "s", initiator, usable)
        self.table.add(f"{label}: until the command and udev are done", "s", initiator, settled)
        self.table.add(f"{label}: CPU time of the daemon per session", "ms", initiator, 1000 * spent / len(ways))
        self.table.add(f"{label}: CPU time of the client per session", "ms", initiator, 1000 * client / len(ways))

    @staticmethod
    def all_there(links):
        """One look at a time: the more is looked at, the less of the one processor is left for what is measured. Uses the list up."""
        while links and links[-1].exists():
            links.pop()
        return not links

    @staticmethod
    def links(ways):
        return [BY_PATH / f"ip-{address}-iscsi-{name}-lun-0" for name, address in ways]

    def test_login(self):
        """One session with one disk."""
        name = f"{IQN}:one"
        self.lio.target(name, [self.lio.disk("one")])
        ways = [(name, "127.0.0.1:3260")]
        for initiator in (self.ours, self.theirs):
            with self.running(initiator):
                initiator.discover()
        for _, initiator in self.by_turns(ROUNDS):
            self.timed_login(initiator, ways, self.links(ways), "1 session")
            self.timed_scan(initiator, name, ways)
            initiator.logout()
        # portolanctl and iscsiadm have to be loaded first, which in the guest takes as long as all that follows. A window is there already, or
        # a program that speaks D-Bus; busctl is the lightest of them.
        for _ in range(ROUNDS):
            with self.running(self.ours):
                node = next(path for path, node in self.ours.sandbox.objects("Node").items() if node["TargetName"] == name)
                self.timed(lambda: self.ours.sandbox.call(node, "Node", "Login", "a{sv}", 0), self.links(ways), "1 session: until its disk is there, asked by busctl",
                           self.ours)
                self.ours.logout()

    def timed(self, ask, links, label, initiator):
        started = time.monotonic()
        ask()
        wait_for(lambda: self.all_there(links), 300, "the disks", pause=0.02)
        self.table.add(label, "s", initiator, time.monotonic() - started)
        settle()

    def timed_scan(self, initiator, name, ways):
        """What no initiator can make faster: the kernel's look at a session that is there, and udev's rules for its disk."""
        device = pathlib.Path("/sys/block", pathlib.Path(self.kernel_disk(name)).name, "device").resolve()
        host = device.parents[2].name
        (device / "delete").write_text("1")
        settle()
        self.timed(lambda: pathlib.Path("/sys/class/scsi_host", host, "scan").write_text("- - -"), self.links(ways), "1 session: the kernel and udev alone", initiator)

    def test_many(self):
        """32 sessions with a disk each: login, memory, rest, restart of the daemon, logout."""
        targets = [self.lio.target(f"{IQN}:t{number}", [self.lio.disk(f"d{number}")]) for number in range(TARGETS)]
        for target in targets:
            for port in PORTS[1:]:
                target.group.add_portal("127.0.0.1", port)
        ways = [(target.name, f"127.0.0.1:{port}") for target in targets for port in PORTS]
        for initiator in (self.ours, self.theirs):
            with self.running(initiator):
                initiator.discover()
        for number, initiator in self.by_turns(MANY_ROUNDS):
            self.timed_login(initiator, ways, self.links(ways), "32 sessions")
            self.rest(initiator)
            if number % 2 == 0:
                self.restart(initiator, len(ways))
            started = time.monotonic()
            initiator.logout()
            if number % 2 == 1:  # not one that a restart has disturbed
                self.table.add("32 sessions: logout", "s", initiator, time.monotonic() - started)

    def rest(self, initiator):
        time.sleep(10)  # until what follows a login is over
        before = sum(map(cpu_seconds, initiator.pids()))
        time.sleep(IDLE_SECONDS)
        self.table.add("32 sessions: CPU at rest", "ms/s", initiator, 1000 * (sum(map(cpu_seconds, initiator.pids())) - before) / IDLE_SECONDS)
        pss, rss = (sum(part) for part in zip(*map(memory_kib, initiator.pids())))
        self.table.add("32 sessions: memory, PSS", "MiB", initiator, pss / 1024)
        self.table.add("32 sessions: memory, RSS", "MiB", initiator, rss / 1024)

    def restart(self, initiator, count):
        """Longest gap in what is written meanwhile, against the same without a restart."""
        writer = PacedWriter(kernel_sessions.disks(f"{IQN}:t0")[0])
        time.sleep(3)
        self.table.add("writer: longest gap, undisturbed", "ms", initiator, 1000 * writer.close())
        writer = PacedWriter(kernel_sessions.disks(f"{IQN}:t0")[0])
        time.sleep(0.5)
        initiator.restart()
        wait_for(lambda: initiator.connected(count), 120, "all sessions after the restart")
        time.sleep(2.5)
        wait_for(lambda: initiator.connected(count), 120, "all sessions after the restart")
        self.table.add("writer: longest gap, daemon restarted", "ms", initiator, 1000 * writer.close())

    def test_fio(self):
        name = f"{IQN}:one"
        self.lio.target(name, [self.lio.disk("one", 128, kind="memory")])
        ways = [(name, "127.0.0.1:3260")]
        for initiator in (self.ours, self.theirs):
            with self.running(initiator):
                initiator.discover()
        for _, initiator in self.by_turns(MANY_ROUNDS):
            command, environment = initiator.login_command(ways)
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            device = self.kernel_disk(name)
            for label, kind, size, depth in (("4 KiB random reads, depth 32", "randread", "4k", 32), ("4 KiB random writes, depth 32", "randwrite", "4k", 32),
                                             ("256 KiB reads, depth 8", "read", "256k", 8), ("256 KiB writes, depth 8", "write", "256k", 8)):
                self.table.add(label, "1/s", initiator, self.fio(device, kind, size, depth))
            initiator.logout()

    @staticmethod
    def fio(device, kind, size, depth):
        done = subprocess.run(["fio", "--name=bench", f"--filename={device}", f"--rw={kind}", f"--bs={size}", f"--iodepth={depth}", "--ioengine=libaio",
                               "--direct=1", "--time_based", f"--runtime={FIO_SECONDS}", "--thread", "--allow_file_create=0", "--output-format=json"],
                              check=True, capture_output=True, text=True)
        job = json.loads(done.stdout)["jobs"][0]
        return job["write" if "write" in kind else "read"]["iops"]
