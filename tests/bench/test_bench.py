# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of the benchmarks do what they are measured by: the target keeps what is written, in every way in which data can come;
the engine's traffic with it pleases tshark; and the comparison runs through."""
import asyncio
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "target"), str(HERE.parent / "integration"), str(HERE.parent / "support")]

from base import judge  # noqa: E402
from isns import Relay  # noqa: E402
from pdu import DATA_IN, DATA_OUT, LOGIN_REQUEST, R2T, RESERVED, SCSI_COMMAND, SCSI_RESPONSE, Pdu, parse_text, read_pdu, text  # noqa: E402

from bench_user import SMOKE  # noqa: E402

BUILD = pathlib.Path(os.environ["PORTOLAN_BUILD"]) / "tests/bench"
TARGET = "iqn.2026-11.org.portolan.bench:null"
BLOCK = 512


class Initiator:
    """As little of one as it takes: one command at a time."""

    def __init__(self, digests):
        self.digests = digests
        self.cmd_sn, self.tag = 1, 0
        self.agreed = {}

    async def connect(self, port):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        offers = {"InitiatorName": "iqn.2026-11.org.portolan.bench:test", "TargetName": TARGET, "SessionType": "Normal",
                  "HeaderDigest": "CRC32C,None", "DataDigest": "CRC32C,None", "InitialR2T": "No", "ImmediateData": "Yes",
                  "MaxRecvDataSegmentLength": "8192", "FirstBurstLength": "65536", "MaxBurstLength": "262144", "MaxOutstandingR2T": "8"}
        request = Pdu.make(LOGIN_REQUEST, 0x87, text(*offers.items()), u32_16=0, u32_24=self.cmd_sn)
        request.header[0] |= 0x40
        self.writer.write(request.encode())
        answer, _ = await read_pdu(self.reader)
        self.agreed = dict(parse_text(answer.data))
        assert answer.u16(36) == 0, answer.u16(36)
        assert self.digests == (self.agreed["HeaderDigest"] == "CRC32C") == (self.agreed["DataDigest"] == "CRC32C")

    async def read_pdu(self):
        return (await read_pdu(self.reader, self.digests, self.digests))[0]

    def send(self, pdu):
        self.writer.write(pdu.encode(self.digests, self.digests))

    def command(self, flags, cdb, length, data=b""):
        self.tag += 1
        pdu = Pdu.make(SCSI_COMMAND, flags, data, u32_16=self.tag, u32_20=length, u32_24=self.cmd_sn)
        pdu.header[32:32 + len(cdb)] = cdb
        self.cmd_sn += 1
        self.send(pdu)

    def send_data(self, data, offset, end, transfer_tag):
        step, number = int(self.agreed["MaxRecvDataSegmentLength"]), 0
        while offset < end:
            part = data[offset:min(offset + step, end)]
            last = offset + len(part) == end
            self.send(Pdu.make(DATA_OUT, 0x80 if last else 0, part, u32_16=self.tag, u32_20=transfer_tag, u32_36=number, u32_40=offset))
            offset, number = offset + len(part), number + 1

    async def write(self, block, data):
        first = min(len(data), int(self.agreed["FirstBurstLength"]))
        immediate = min(first, int(self.agreed["MaxRecvDataSegmentLength"])) if self.agreed["ImmediateData"] == "Yes" else 0
        unsolicited = first if self.agreed["InitialR2T"] == "No" else immediate
        cdb = bytes([0x2A, 0]) + block.to_bytes(4, "big") + b"\0" + (len(data) // BLOCK).to_bytes(2, "big")
        self.command(0x20 | (0x80 if unsolicited == immediate else 0), cdb, len(data), data[:immediate])
        self.send_data(data, immediate, unsolicited, RESERVED)
        while (answer := await self.read_pdu()).opcode == R2T:
            self.send_data(data, answer.u32(40), answer.u32(40) + answer.u32(44), answer.u32(20))
        assert (answer.opcode, answer.u8(3)) == (SCSI_RESPONSE, 0)

    async def read(self, block, size):
        self.command(0xC0, bytes([0x28, 0]) + block.to_bytes(4, "big") + b"\0" + (size // BLOCK).to_bytes(2, "big"), size)
        data, number, done = bytearray(), 0, False
        while not done:
            answer = await self.read_pdu()
            assert (answer.opcode, answer.u32(36), answer.u32(40)) == (DATA_IN, number, len(data))
            data += answer.data
            number, done = number + 1, bool(answer.flags & 1)
        return bytes(data)


class Null(unittest.TestCase):
    def serve(self, *options):
        process = subprocess.Popen([BUILD / "null_target/null_target", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self._end, process)
        return int(process.stdout.readline().removeprefix("port="))

    def _end(self, process):
        process.terminate()
        process.wait()
        self.assertEqual(process.stderr.read(), "")
        process.stdout.close()
        process.stderr.close()

    def bench(self, url, *options):
        done = subprocess.run([BUILD / "portolan_bench/portolan-bench", "--url", url, *options], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {key: float(value) for key, value in re.findall(r"(\w+)=([\d.]+)", done.stdout)}


class Target(Null):
    def keeps(self, *options, digests=False):
        port = self.serve("--keep", "yes", "--size", str(16 << 20), *options)

        async def work():
            initiator = Initiator(digests)
            await initiator.connect(port)
            dice = random.Random(7)
            expected = bytearray(1 << 20)
            for _ in range(12):
                size = dice.choice((BLOCK, 4096, 65536, 65536 + BLOCK, 300 * 1024))
                block = dice.randrange((len(expected) - size) // BLOCK)
                data = dice.randbytes(size)
                await initiator.write(block, data)
                expected[block * BLOCK:block * BLOCK + size] = data
            # A read is cut in pieces by what the initiator takes.
            self.assertEqual(await initiator.read(0, len(expected)), expected)
            initiator.writer.close()

        asyncio.run(asyncio.wait_for(work(), 60))

    def test_all_ways_of_data(self):  # RFC 7143 §4.2.5.2
        for initial in ("yes", "no"):
            for immediate in ("yes", "no"):
                with self.subTest(initial_r2t=initial, immediate_data=immediate):
                    self.keeps("--initial-r2t", initial, "--immediate-data", immediate)

    def test_small_pieces(self):
        self.keeps("--max-recv-data-segment-length", "512", "--max-burst", "4096", "--first-burst", "1024")

    def test_digests(self):
        self.keeps("--header-digest", "crc32c", "--data-digest", "crc32c", digests=True)

    def test_wrong_options(self):
        done = subprocess.run([BUILD / "null_target/null_target", "--block-size", "513"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--block-size", done.stderr)


class Engine(Null):
    def test_tshark_is_content(self):
        for options, more in (((), ()), (("--immediate-data", "no", "--initial-r2t", "yes"), ()),
                              (("--header-digest", "crc32c", "--data-digest", "crc32c"), ("--header-digest", "--data-digest"))):
            with self.subTest(options), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "bench.pcap"
                relay = Relay(path, self.serve(*options))
                try:
                    figures = self.bench(f"iscsi://{relay.address}/{TARGET}/0", "--op", "mixed", "--bs", "16384", "--qd", "2", "--secs", "1", *more)
                finally:
                    relay.stop()
                self.assertGreater(figures["iops"], 10)
                self.assertEqual(judge(path, relay.port), [])

    def test_says_what_is_wrong(self):
        port = self.serve()
        for url, word in ((f"iscsi://127.0.0.1:{port}/{TARGET}/9", "LUN 9"), ("http://127.0.0.1/", "--url"),
                          (f"iscsi://127.0.0.1:1/{TARGET}/0", "refused")):
            done = subprocess.run([BUILD / "portolan_bench/portolan-bench", "--url", url], capture_output=True, text=True)
            self.assertEqual(done.returncode, 1)
            self.assertIn(word.lower(), done.stderr.lower())


class Comparison(unittest.TestCase):
    def test_smoke(self):
        if not (BUILD / "libiscsi_load/libiscsi_load").exists():
            self.skipTest("libiscsi is not installed")
        if len(os.sched_getaffinity(0)) < 2:
            self.skipTest("it takes two processors")
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, HERE / "bench_user.py", "--build", os.environ["PORTOLAN_BUILD"], "--results", folder, "--smoke"],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len(re.findall("^[0-9]+ KiB", done.stdout, re.M)), len(SMOKE), done.stdout)
            rows = (pathlib.Path(folder) / "bench.csv").read_text().splitlines()
            self.assertGreater(len([row for row in rows if ",iops," in row]), 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
