# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon is killed again and again at random moments while I/O runs: the sessions, their disks and their requests do not notice."""
import json
import random
import signal
import subprocess
import time

import kernel_sessions
from base import BUILD, fio
from guest import IQN, SLOW, DaemonTest, settle
from sandbox import Sandbox, wait_for

KILLS = 100 if SLOW else 5
BREAKS = 100 if SLOW else 3
TARGETS = 4
NAMES = [f"{IQN}:t{number}" for number in range(TARGETS)]
UNTIL_ENDED = 3600  # of fio: the kills decide when it is over

INTERRUPTED = 128  # fio's exit code when it was asked to end, and all was well


class Load:
    """fio on all disks, which compares what it reads with what it wrote. Paced, so that latency is not that of its own queue."""

    def __init__(self, devices):
        self.process = fio(":".join(devices), UNTIL_ENDED, "--iodepth=4", "--thinktime=20000", "--thinktime_blocks=4")
        wait_for(lambda: any(kernel_sessions.written(device) for device in devices), 20, "the first requests")

    def end(self):
        """What fio says of itself, once it has finished what it began."""
        self.process.send_signal(signal.SIGINT)
        output, errors = self.process.communicate(timeout=90)
        if self.process.returncode not in (0, INTERRUPTED):
            raise AssertionError(f"fio: exit {self.process.returncode}: {output[-2000:]}{errors}")
        job = json.loads(output[output.index("{"):])["jobs"][0]
        if job["error"]:
            raise AssertionError(f"fio: error {job['error']}: {errors}")
        return job


def latency(job):
    """(99th percentile, longest) in milliseconds, of reads and writes."""
    both = [job[direction]["lat_ns"]["max"] for direction in ("read", "write")], \
        [job[direction]["clat_ns"]["percentile"]["99.000000"] for direction in ("read", "write")]
    return max(both[1]) / 1e6, max(both[0]) / 1e6


def waiting_looks():
    """Processes of the daemon that wait in the kernel for a target."""
    return subprocess.run(["pgrep", "--exact", "portoland-disks"], capture_output=True, text=True).stdout.split()


class Kills(DaemonTest):
    """Without anything between initiator and target, so that what is measured is the daemon's."""

    def prepare(self):
        self.targets = [self.lio.target(name, [self.lio.disk(name[-2:])]) for name in NAMES]

    def login(self):
        self.ctl("discover", "127.0.0.1:3260")
        self.ctl("login", *NAMES)
        return [self.kernel_disk(name) for name in NAMES]

    def logins(self):
        return [target.logins() for target in self.targets]

    def bystander(self):
        """A daemon that starts and dies as ours does, and has no sessions: what is left is the price of starting a program on this machine."""
        other = Sandbox(BUILD, data_plane="user")
        self.addCleanup(other.close)
        other.bus.start()
        other.start_daemon()
        return other

    def adoption(self, since):
        """Seconds from the daemon's name being on the bus until it has all sessions. By its log, since asking it would cost more time."""
        on_bus, end = None, time.monotonic() + 30
        while time.monotonic() < end:
            said = (self.sandbox.directory / "portoland.log").read_text(errors="replace")[since:]
            on_bus = on_bus or ("is on the bus" in said and time.monotonic())
            if said.count("session.adopted") == TARGETS:
                return time.monotonic() - on_bus
            time.sleep(0.005)
        raise TimeoutError("not all sessions were adopted within 30 s")

    def kill(self, sandbox, ready):
        """At any moment of its life, that is also while it starts, and has it start again."""
        moment = random.choice(("starting", "running", "running"))
        if moment == "starting":
            sandbox.stop_daemon(signal.SIGKILL)
            sandbox.start_daemon(wait=False)
            time.sleep(random.uniform(0, 0.3))
        else:
            time.sleep(random.uniform(0, 0.2))
        sandbox.stop_daemon(signal.SIGKILL)
        said = len((sandbox.directory / "portoland.log").read_text(errors="replace"))
        sandbox.start_daemon(wait=False)
        return ready(said)

    def test_io_does_not_notice(self):
        devices = self.login()
        numbers, logins = kernel_sessions.all_of_them(), self.logins()
        figures, times = {}, []
        load = Load(devices)
        time.sleep(KILLS * 0.2)
        figures["nobody dies"] = latency(load.end())
        other = self.bystander()
        load = Load(devices)
        for _ in range(KILLS):
            self.kill(other, lambda _: wait_for(lambda: other.objects("Manager"), 20, "the bystander"))
        figures["a bystander dies"] = latency(load.end())
        load = Load(devices)
        for _ in range(KILLS):
            times.append(self.kill(self.sandbox, self.adoption))
        wait_for(lambda: [session["State"] for session in self.sandbox.objects("Session").values()] == [3] * TARGETS, 10, "all sessions online")
        figures["portoland dies"] = latency(load.end())
        print(f"{KILLS} kills; " + ", ".join(f"{who}: p99 {p99:.1f} ms, longest {most:.0f} ms" for who, (p99, most) in figures.items()) +
              f"; adopted after {sorted(times)[len(times) // 2]:.2f} s, at most {max(times):.2f} s ", end="", flush=True)
        self.assertLess(max(times), 1, "adopted in less than a second")
        self.assertEqual(kernel_sessions.all_of_them(), numbers)
        self.assertEqual(self.logins(), logins, "adopted without a new login")
        noise, ours = figures["a bystander dies"], figures["portoland dies"]
        # All share one processor here, and what starts as ours has four sessions to look at: a request waits for its turn, and for nothing else.
        self.assertLess(ours[0], noise[0] * 3 + 10)
        self.assertLess(ours[1], noise[1] * 2 + 100)
        settle()  # udev has looked at the disks once more since fio has closed them
        self.ctl("logout", "--all")


class Breaks(DaemonTest):
    """At the moment of the kill the connection breaks, too."""

    def prepare(self):
        self.targets = [self.lio.target(name, [self.lio.disk(name[-2:])]) for name in NAMES]
        self.between = self.relay()

    def login(self, ping=1):
        for name in NAMES:
            self.ctl("add-node", name, self.between.address)
            self.ctl("set", name, f"noop-interval={ping}", f"noop-timeout={ping}", "replacement-timeout=60")
        self.ctl("login", *NAMES)
        return [self.kernel_disk(name) for name in NAMES]

    def restart_targets(self):
        for target in self.targets:
            target.disable()
        time.sleep(random.uniform(0, 0.3))
        for target in self.targets:
            target.enable()

    def kill(self):
        self.sandbox.stop_daemon(signal.SIGKILL)

    def fault(self):
        """What breaks, and when the daemon dies: it is dead afterwards."""
        breaks = random.choice((self.between.reset, self.between.reset, self.restart_targets))
        order = random.choice(("before", "after", "while it reattaches"))
        time.sleep(random.uniform(0, 0.2))
        if order == "before":
            self.kill()
            time.sleep(random.choice((0, random.uniform(0, 0.3))))
            breaks()
        else:
            breaks()
            time.sleep(random.uniform(0, 0.02 if order == "after" else 1.5))
            self.kill()
        return order

    def test_connection_breaks_with_the_daemon(self):
        devices = self.login()
        numbers = sorted(kernel_sessions.all_of_them())
        load = Load(devices)
        times = {}
        for _ in range(BREAKS):
            order = self.fault()
            self.sandbox.start_daemon()
            started = time.monotonic()
            wait_for(lambda: self.all_online(), 30, f"the return of all sessions (connection broken: {order})")
            times.setdefault(order, []).append(time.monotonic() - started)
        p99, most = latency(load.end())
        print(f"{BREAKS} kills; longest request {most / 1000:.1f} s; online after " + ", ".join(
            f"{sorted(row)[len(row) // 2]:.2f} s, at most {max(row):.2f} s (broken {order})" for order, row in sorted(times.items())), end=" ", flush=True)
        self.assertEqual(sorted(kernel_sessions.all_of_them()), numbers)
        settle()  # udev has looked at the disks once more since fio has closed them
        self.ctl("logout", "--all")

    def test_daemon_ends_while_the_kernel_asks_a_silent_target(self):
        """Nothing can interrupt such a call; if it kept the daemon from ending, nobody would bring the connection back."""
        load = Load(self.login(ping=30))
        for how in (signal.SIGKILL, signal.SIGTERM):
            self.between.stall()
            client = self.sandbox.run(self.sandbox.program("portolanctl"), "--bus", self.sandbox.bus.address, "rescan", *NAMES,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_for(waiting_looks, 10, "a look that waits for the target")
            started = time.monotonic()
            self.sandbox.stop_daemon(how)
            self.assertLess(time.monotonic() - started, 3, how)
            client.wait(30)
            self.between.reset()
            self.between.resume()
            self.sandbox.start_daemon()
            wait_for(self.all_online, 30, "the return of all sessions")
            wait_for(lambda: not waiting_looks(), 30, "the end of the look")
        load.end()
        settle()  # udev has looked at the disks once more since fio has closed them
        self.ctl("logout", "--all")

    def all_online(self):
        """To the kernel, too: an adopted session may have broken without anybody there to be told."""
        if any(session["state"] != "LOGGED_IN" for session in kernel_sessions.all_of_them().values()):
            return False
        return [session["State"] for session in self.sandbox.objects("Session").values()] == [3] * TARGETS
