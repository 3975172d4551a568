#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/bench/block-devices measures: fio on a disk of the user-space data plane, as a file and (as root) as a loop device, beside the
same export answered from memory, by turns."""
import argparse
import contextlib
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from sandbox import Sandbox, stop, wait_for  # noqa: E402  (needs the path above)

from bench_user import TARGET  # noqa: E402

SIZE = 256 << 20
CASES = [(op, size, depth) for size, depths in ((4 << 10, (1, 32, 128)), (256 << 10, (8,))) for depth in depths for op in ("read", "write")]
WANTED = 0.4  # of the rate from memory, for reads


class Disk:
    def __init__(self, name, path):
        self.name, self.path = name, path


@contextlib.contextmanager
def started(*command):
    """A program, once it has said something: that."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline().strip()
        if not line:
            raise SystemExit(f"{command[0]} did not start")
        yield line
    finally:
        stop(process)
        process.stdout.close()


@contextlib.contextmanager
def loop_device(file):
    path = subprocess.run(["losetup", "--find", "--show", "--direct-io=on", file], check=True, capture_output=True, text=True).stdout.strip()
    try:
        yield path
    finally:
        subprocess.run(["losetup", "--detach", path], check=True)


@contextlib.contextmanager
def memory_disk(build, as_device):
    """The worker's export, with memory behind it."""
    with tempfile.TemporaryDirectory(prefix="portolan-bench-") as folder:
        try:
            with started(build / "tests/bench/memory_export/memory_export", folder, str(SIZE)):
                file = f"{folder}/lun0"
                with loop_device(file) if as_device else contextlib.nullcontext(file) as path:
                    yield Disk("memory", path)
        finally:
            subprocess.run(["umount", folder], check=True)


@contextlib.contextmanager
def portolan_disk(build, as_device):
    """A disk of a session with the target that answers from memory."""
    with started(build / "tests/bench/null_target/null_target", "--size", str(SIZE)) as port, \
         Sandbox(build, block_devices="loop" if as_device else "none") as sandbox:
        sandbox.start_daemon()
        sandbox.ctl("add-node", TARGET, f"127.0.0.1:{port.removeprefix('port=')}")
        sandbox.ctl("login", TARGET)
        path = wait_for(lambda: [disk["Device" if as_device else "File"] for disk in sandbox.disks(TARGET)], 10, "the disk")[0]
        yield Disk("portolan", path)
        sandbox.ctl("logout", TARGET)


def fio(disk, case, seconds):
    """Requests a second."""
    op, size, depth = case
    done = subprocess.run(
        ["fio", "--name=bench", f"--filename={disk.path}", f"--rw=rand{op}", f"--bs={size}", f"--iodepth={depth}", "--ioengine=libaio", "--direct=1",
         f"--size={SIZE}", "--time_based", "--ramp_time=0.5", f"--runtime={seconds}", "--allow_file_create=0", "--output-format=json"],
        capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"fio on {disk.path}: {done.stderr}")
    return json.loads(done.stdout)["jobs"][0][op]["iops"]


def compare(kind, disks, arguments, writer):
    for case in CASES:
        op, size, depth = case
        name = f"{kind}, {size >> 10} KiB {op}, depth {depth}"
        if arguments.k and not any(part in name for part in arguments.k):
            continue
        rates = {disk: [] for disk in disks}
        for number in range(arguments.rounds):
            for disk in disks if number % 2 == 0 else reversed(disks):
                rates[disk].append(fio(disk, case, arguments.secs))
                writer.writerow([name, disk.name, number, "iops", f"{rates[disk][-1]:.0f}"])
        ours, memory = (statistics.median(rates[disk]) for disk in disks)
        pairs = [mine / theirs for mine, theirs in zip(*(rates[disk] for disk in disks))]
        verdict = f"{'yes' if ours >= WANTED * memory else 'NO ':3} (≥ {WANTED})" if op == "read" else ""
        print(f"{name:40} {ours:>9.0f} {memory:>9.0f} {ours / memory:>6.2f} {min(pairs):>5.2f}-{max(pairs):<5.2f} "
              f"{ours * size / 1e6:>8.0f} {memory * size / 1e6:>8.0f}  {verdict}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build/bench")
    parser.add_argument("--results", default="build/bench/devices")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--secs", type=int, default=2)
    parser.add_argument("--smoke", action="store_true", help="once and shortly")
    parser.add_argument("-k", action="append", metavar="TEXT", help="only cases with this in their name")
    arguments = parser.parse_args()
    if arguments.smoke:
        arguments.rounds, arguments.secs = 1, 1
    build, results = pathlib.Path(arguments.build).resolve(), pathlib.Path(arguments.results)
    results.mkdir(parents=True, exist_ok=True)
    loops = os.geteuid() == 0 and os.access("/dev/loop-control", os.W_OK)
    with open(results / "bench.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["case", "disk", "round", "what", "value"])
        print(f"{'':40} {'IOPS':>9} {'memory':>9} {'ratio':>6} {'of a pair':11} {'MB/s':>8} {'memory':>8}  reached")
        for as_device in (False, True) if loops else (False,):
            with portolan_disk(build, as_device) as ours, memory_disk(build, as_device) as memory:
                compare("loop device" if as_device else "file", [ours, memory], arguments, writer)
        if not loops:
            print("Loop devices need root: not measured.")


if __name__ == "__main__":
    main()
