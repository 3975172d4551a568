# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/bench/block-devices-vs-kernel measures, in the lab's guest: fio on the same disk of LIO through the kernel's iscsi_tcp and
through the devices of the user-space data plane, by turns."""
import contextlib
import csv
import json
import statistics
import subprocess

from base import BUILD
from guest import IQN, RESULTS, SLOW, LabTest, settle
from sandbox import Sandbox

ROUNDS = 5 if SLOW else 1
SECONDS = 4 if SLOW else 1
NAME = f"{IQN}:planes"
CASES = (("4 KiB random reads, depth 32", "randread", "4k", 32), ("4 KiB random writes, depth 32", "randwrite", "4k", 32),
         ("256 KiB reads, depth 8", "read", "256k", 8), ("256 KiB writes, depth 8", "write", "256k", 8))
WAYS = {"iscsi_tcp": ("kernel", "none", None), "ublk": ("user", "ublk", 0.9), "nbd": ("user", "nbd", 0.6)}  # plane, devices, wanted


class Bench(LabTest):
    @contextlib.contextmanager
    def device(self, target, way):
        plane, devices, _ = WAYS[way]
        with Sandbox(BUILD, data_plane=plane, block_devices=devices) as sandbox:
            sandbox.start_daemon()
            sandbox.ctl("add-node", target.name, target.address)
            sandbox.ctl("login", target.name)
            settle()
            yield sandbox.disk_path(target.name)
            sandbox.ctl("logout", target.name)

    @staticmethod
    def fio(device, kind, size, depth):
        """Requests a second."""
        done = subprocess.run(
            ["fio", "--name=bench", f"--filename={device}", f"--rw={kind}", f"--bs={size}", f"--iodepth={depth}", "--ioengine=libaio", "--direct=1",
             "--time_based", "--ramp_time=1", f"--runtime={SECONDS}", "--output-format=json"], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)["jobs"][0]["read" if "read" in kind else "write"]["iops"]

    def test_fio(self):
        target = self.lio.target(NAME, [self.lio.disk("disk", 128, kind="memory")])
        rates = {}
        with open(RESULTS / "bench.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["what", "way", "round", "iops"])
            for number in range(ROUNDS):
                for way in WAYS if number % 2 == 0 else reversed(WAYS):
                    with self.device(target, way) as device:
                        for what, *how in CASES:
                            rate = self.fio(device, *how)
                            rates.setdefault(what, {}).setdefault(way, []).append(rate)
                            writer.writerow([what, way, number, f"{rate:.0f}"])
                            file.flush()  # for whoever cannot wait for the end
        self.report(rates)

    @staticmethod
    def report(rates):
        print(f"\n{'requests a second':34}" + "".join(f"{way:>12}" for way in WAYS) + "   beside iscsi_tcp")
        for what, by_way in rates.items():
            medians = {way: statistics.median(values) for way, values in by_way.items()}
            judged = []
            for way, (_, _, wanted) in WAYS.items():
                if wanted:
                    ratio = medians[way] / medians["iscsi_tcp"]
                    spread = [mine / theirs for mine, theirs in zip(by_way[way], by_way["iscsi_tcp"])]
                    verdict = f", {'yes' if ratio >= wanted else 'NO'} (≥ {wanted})" if "read" in what else ""
                    judged.append(f"{way} {ratio:.2f} ({min(spread):.2f}-{max(spread):.2f}){verdict}")
            print(f"{what:34}" + "".join(f"{medians[way]:12.0f}" for way in WAYS) + "   " + "; ".join(judged))
