#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/bench/user-vs-libiscsi measures: Portolan's engine and libiscsi by turns, at the same target that answers from memory, and at
tgt; and what digests cost the engine."""
import argparse
import contextlib
import csv
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import sandbox  # noqa: E402  (needs the path above)

TARGET = "iqn.2026-11.org.portolan.bench:null"
SMOKE = ("4 KiB read, depth 32", "64 KiB write, depth 1", "256 KiB write, depth 32, target takes 8 KiB at once", "4 KiB write, depth 32, tgt",
         "64 KiB read, depth 8, with digests", "4 KiB read, depth 32, 64 LUNs, 4 connections")
WIDTH = 52  # of a case's name
WARM_UP = 0.5  # seconds that both programs do not count


class Case:
    def __init__(self, op, size, depth, iops=None, cpu=None, target=(), note=""):
        self.op, self.size, self.depth = op, size, depth
        self.iops, self.cpu = iops, cpu  # what is to be reached, as ratios to the other side
        self.target, self.note = tuple(target), note

    @property
    def name(self):
        unit = f"{self.size >> 20} MiB" if self.size >= 1 << 20 else f"{self.size >> 10} KiB"
        return f"{unit} {self.op}, depth {self.depth}" + (f", {self.note}" if self.note else "")

    def arguments(self, url, seconds):
        return ["--url", url, "--op", self.op, "--bs", str(self.size), "--qd", str(self.depth), "--secs", str(seconds),
                "--congestion", "reno"]


def cases():
    kib = 1 << 10
    for depth, iops, cpu in ((1, 1.05, 0.97), (8, 1.0, 0.5), (32, 3.0, 0.21), (128, 7.5, 0.13)):
        yield Case("read", 4 * kib, depth, iops, cpu)
    for depth, iops, cpu in ((1, 1.0, 0.95), (8, 1.4, 0.35), (32, 4.2, 0.15), (128, 9.5, 0.11)):
        yield Case("write", 4 * kib, depth, iops, cpu)
    for depth in (1, 8, 32, 128):
        yield Case("mixed", 4 * kib, depth)
    for depth, iops, cpu in ((1, None, None), (8, 1.0, 0.9), (32, 1.2, 0.75), (128, 1.5, 0.62)):
        yield Case("read", 64 * kib, depth, iops, cpu)
    for depth, iops, cpu in ((1, None, None), (8, 1.5, 0.65), (32, 1.9, 0.5), (128, 1.9, 0.5)):
        yield Case("write", 64 * kib, depth, iops, cpu)
    for size in (256 * kib, 1024 * kib):
        for depth in (1, 8, 32):
            yield Case("read", size, depth, 1.0, 0.97)
        for depth in (1, 8, 32):
            yield Case("write", size, depth, 1.15 if depth >= 8 else 1.0, 0.82 if depth >= 8 else None)
    yield Case("write", 256 * kib, 32, 3.0, None, ("--max-recv-data-segment-length", "8192"), note="target takes 8 KiB at once")


def digest_cases():
    """The engine with digests beside itself without, at a target that receives what is written either way: only its processor time is asked
    for."""
    for op in ("read", "write"):
        for depth in (8, 32):
            yield Case(op, 64 << 10, depth, cpu=1.25, target=("--header-digest", "crc32c", "--data-digest", "crc32c"), note="with digests")


def tgt_cases():
    """Where the target is the limit. 0.95: what these runs can tell from parity."""
    for size, depth in ((4 << 10, 1), (4 << 10, 32), (64 << 10, 8)):
        for op in ("read", "write"):
            yield Case(op, size, depth, 0.95, 0.8, note="tgt")


def growth_cases():
    """The engine with more LUNs, and more connections, beside itself with one of each: only its processor time is asked for. More
    connections with the same requests, and with so many on each of them."""
    depth = 32
    for luns, connections, each in ((8, 1, False), (64, 1, False), (1, 4, False), (64, 4, False), (1, 4, True), (64, 4, True)):
        note = f"{luns} LUN{'s' * (luns > 1)}, {connections} connection{'s' * (connections > 1)}" + ", on each" * each
        case = Case("read", 4 << 10, depth, cpu=1.15, target=("--luns", "64", "--max-connections", "4"), note=note)
        yield case, ("--luns", str(luns), "--connections", str(connections), "--qd", str(depth * connections if each else depth))


class Target:
    def __init__(self, program, cpu, options):
        self.process = subprocess.Popen(["taskset", "-c", str(cpu), program, *options], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("port="):
            raise SystemExit("the target did not start")
        self.url = f"iscsi://127.0.0.1:{int(line[5:])}/{TARGET}/0"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


@contextlib.contextmanager
def awake(nanoseconds):
    """A virtual machine's processors look for work so long before they stop, as those of a plain machine in effect do: to wake one that
    stopped costs tens of microseconds, of whoever wakes it too."""
    setting = pathlib.Path("/sys/module/haltpoll/parameters/guest_halt_poll_ns")
    if nanoseconds == 0:
        yield
        return
    try:
        before = setting.read_text()
        setting.write_text(str(nanoseconds))
    except OSError as error:
        raise SystemExit(f"--awake: {error}; it needs root, and the kernel's cpuidle-haltpoll") from error
    try:
        yield
    finally:
        setting.write_text(before)


@contextlib.contextmanager
def tgt(cpu):
    """The address of a unit of tgt, which has its file in memory."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        target = sandbox.Tgt(folder)
        target.targets = [sandbox.Target(sandbox.IQN, [sandbox.Disk(f"{folder}/disk", 256)])]
        try:
            target.start()
            for thread in os.listdir(f"/proc/{target.process.pid}/task"):
                os.sched_setaffinity(int(thread), {cpu})
            yield f"iscsi://{target.address}/{sandbox.IQN}/1"
        finally:
            target.stop()


class Side:
    """One of the two that are compared; the first is ours."""

    def __init__(self, name, program, url, options=()):
        self.name, self.program, self.url, self.options = name, program, url, options


class Runner:
    def __init__(self, cpu):
        self.cpu = cpu

    def run(self, side, case, seconds, *around):
        command = ["taskset", "-c", str(self.cpu), *around, side.program, *case.arguments(side.url, seconds), *side.options]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
        return figures_of(done.stdout)

    def calls_per_request(self, side, case, seconds):
        """System calls of the whole run for each request, by the kernel's own counter; None where it cannot be asked."""
        if not shutil.which("perf"):
            return None
        with tempfile.NamedTemporaryFile("r") as counted:
            figures = self.run(side, case, seconds, "perf", "stat", "-x", ",", "-o", counted.name, "-e", "raw_syscalls:sys_enter", "--")
            found = re.search(r"^(\d+),", counted.read(), re.M)
        return int(found[1]) / (figures["iops"] * (seconds + WARM_UP)) if found else None

    def allocations_per_request(self, side, case, counter):
        """By a library that counts; None where it was not built, as with sanitizers."""
        if not counter.exists():
            return None
        return self.run(side, case, 1, "env", f"LD_PRELOAD={counter.resolve()}").get("allocs_per_io")


def text(value, digits=2):
    return "-" if value is None else f"{value:.{digits}f}"


def verdict(case, iops, cpu):
    if case.iops is None and case.cpu is None:
        return ""
    met = (case.iops is None or iops >= case.iops) and (case.cpu is None or cpu <= case.cpu)
    wanted = " ".join(part for part in (case.iops and f"≥ {case.iops}", case.cpu and f"≤ {case.cpu}") if part)
    return f"{'yes' if met else 'NO ':3} ({wanted})"


def measure(case, runner, sides, arguments, writer):
    ours, theirs = sides
    rounds = {side: [] for side in sides}
    for number in range(arguments.rounds):
        for side in (ours, theirs) if number % 2 == 0 else (theirs, ours):
            figures = runner.run(side, case, arguments.secs)
            rounds[side].append(figures)
            for key, value in figures.items():
                writer.writerow([case.name, side.name, number, key, value])
    calls = {side: runner.calls_per_request(side, case, arguments.secs) for side in sides}
    counter = pathlib.Path(arguments.build) / "tests/bench/allocation_counter/liballocation_counter.so"
    allocations = {side: runner.allocations_per_request(side, case, counter) for side in sides}
    for what, of_sides in (("calls_per_io", calls), ("allocations_per_io", allocations)):
        for side, value in of_sides.items():
            if value is not None:
                writer.writerow([case.name, side.name, "", what, value])
    pick = lambda side, key: statistics.median(figures[key] for figures in rounds[side])
    pairs = [mine["iops"] / other["iops"] for mine, other in zip(rounds[ours], rounds[theirs])]
    iops = pick(ours, "iops") / pick(theirs, "iops")
    cpu = pick(ours, "cpu_us_per_io") / pick(theirs, "cpu_us_per_io")
    print(f"{case.name:{WIDTH}} {pick(ours, 'iops'):>9.0f} {pick(theirs, 'iops'):>9.0f} {iops:>6.2f} {min(pairs):>5.2f}-{max(pairs):<5.2f}"
          f" {pick(ours, 'cpu_us_per_io'):>8.2f} {pick(theirs, 'cpu_us_per_io'):>8.2f} {cpu:>5.2f}"
          f" {text(calls[ours]):>6} {text(calls[theirs]):>6} {text(allocations[ours]):>6} {text(allocations[theirs]):>6}  {verdict(case, iops, cpu)}", flush=True)


def figures_of(output):
    return {key: float(value) for key, value in re.findall(r"(\w+)=([\d.]+)", output)}


def limits(folder, cpus, seconds, writer):
    """What the machine's TCP allows: the same bytes without a protocol, payload sent by reference, and a stream."""
    for depth in (1, 8, 32, 128):
        command = [str(folder / "loopback_limit/loopback_limit"), "--qd", str(depth), "--secs", str(seconds), "--cpu", f"{cpus[1]},{cpus[0]}"]
        figures = figures_of(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for key, value in figures.items():
            writer.writerow([f"limit, depth {depth}", "tcp", 0, key, value])
        print(f"{f'48 bytes there, 4,144 back, depth {depth}':{WIDTH}} {figures['iops']:>9.0f} {'':28} {figures['cpu_us_per_io']:>8.2f}", flush=True)
    for size in (4, 64, 256):
        for way in ("copy", "zerocopy", "splice"):
            command = [str(folder / "send_limit/send_limit"), way, str(size << 10), str(seconds)]
            figures = figures_of(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            for key, value in figures.items():
                writer.writerow([f"limit, sending {size} KiB, {way}", "tcp", 0, key, value])
            print(f"{f'sending {size} KiB, {way}':{WIDTH}} {figures['iops']:>9.0f} {'':28} {figures['cpu_us_per_io']:>8.2f}", flush=True)
    if not shutil.which("iperf3"):
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    server = subprocess.Popen(["taskset", "-c", str(cpus[0]), "iperf3", "-s", "-1", "-B", "127.0.0.1", "-p", port], stdout=subprocess.DEVNULL)
    try:
        client = ["taskset", "-c", str(cpus[1]), "iperf3", "-C", "reno", "-c", "127.0.0.1", "-p", port, "-t", str(seconds), "-R", "-J"]
        for _ in range(20):  # until the server listens
            done = subprocess.run(client, capture_output=True, text=True)
            received = json.loads(done.stdout or "{}").get("end", {}).get("sum_received")
            if received:
                rate = received["bits_per_second"] / 8e6
                writer.writerow(["limit, stream", "tcp", 0, "mbps", rate])
                print(f"{'iperf3, received':{WIDTH}} {rate:>9.0f} MB/s")
                return
            time.sleep(0.1)
    finally:
        server.terminate()
        server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build/bench")
    parser.add_argument("--results", default="build/bench/user")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--secs", type=int, default=2)
    parser.add_argument("--busy-poll", default="0", metavar="US", help="of Portolan's engine")
    parser.add_argument("--awake", action="store_true", help="processors that look for work before they stop")
    parser.add_argument("--smoke", action="store_true", help="a few cases once and shortly")
    parser.add_argument("-k", action="append", metavar="TEXT", help="only cases with this in their name")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started ends, and what was set is put back
    if arguments.smoke:
        arguments.rounds, arguments.secs = 1, 1
    folder = pathlib.Path(arguments.build) / "tests/bench"
    programs = {"portolan": str(folder / "portolan_bench/portolan-bench"), "libiscsi": str(folder / "libiscsi_load/libiscsi_load")}
    cpus = sorted(os.sched_getaffinity(0))
    if len(cpus) < 2:
        raise SystemExit("two processors are needed: one for the target, one for the initiator")

    def chosen(all_of_them):
        wanted = [case for case in all_of_them if not arguments.k or any(part in case.name for part in arguments.k)]
        return [case for case in wanted if case.name in SMOKE] if arguments.smoke else wanted

    polling = ("--busy-poll", arguments.busy_poll)

    def both(url):
        ours, theirs = programs.items()
        return [Side(*ours, url, polling), Side(*theirs, url)]

    null_target, runner = str(folder / "null_target/null_target"), Runner(cpus[1])
    results = pathlib.Path(arguments.results)
    results.mkdir(parents=True, exist_ok=True)
    with open(results / "bench.csv", "w", newline="") as file, awake(200_000 if arguments.awake else 0):
        writer = csv.writer(file)
        writer.writerow(["case", "initiator", "round", "what", "value"])
        print(f"{'':{WIDTH}} {'IOPS':>9} {'libiscsi':>9} {'ratio':>6} {'of a pair':11} {'CPU µs':>8} {'libiscsi':>8} {'ratio':>5} {'calls':>6} {'theirs':>6} {'allocs':>6} {'theirs':>6}  reached")
        for options in dict.fromkeys(case.target for case in chosen(cases())):
            with Target(null_target, cpus[0], options) as target:
                for case in chosen(cases()):
                    if case.target == options:
                        measure(case, runner, both(target.url), arguments, writer)
        if chosen(tgt_cases()):
            with tgt(cpus[0]) as url:
                for case in chosen(tgt_cases()):
                    measure(case, runner, both(url), arguments, writer)
        if chosen(digest_cases()):
            print("Portolan alone; beside it the same without digests")
        for case in chosen(digest_cases()):
            with Target(null_target, cpus[0], case.target) as target, Target(null_target, cpus[0], ("--take-data", "yes")) as plain:
                measure(case, runner, [Side("portolan", programs["portolan"], target.url, (*polling, "--header-digest", "--data-digest")),
                                       Side("no digests", programs["portolan"], plain.url, polling)], arguments, writer)
        wanted = chosen(case for case, _ in growth_cases())
        if wanted:
            print("Portolan alone; beside it the same with one LUN and one connection")
        for case, options in growth_cases():
            if case.name not in (each.name for each in wanted):
                continue
            with Target(null_target, cpus[0], case.target) as target:
                measure(case, runner, [Side("portolan", programs["portolan"], target.url, (*polling, *options)),
                                       Side("one of each", programs["portolan"], target.url, polling)], arguments, writer)
        if not arguments.k:
            limits(folder, cpus, arguments.secs, writer)
    print(f"Medians of {arguments.rounds} rounds of {arguments.secs} s by turns; every figure is in {results / 'bench.csv'}.")


if __name__ == "__main__":
    sys.exit(main())
