# SPDX-License-Identifier: GPL-3.0-or-later
"""The null target keeps the protocol: a client made of PDUs looks at every one of its answers, tshark at all of them."""
import os
import pathlib
import random
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/target"), str(ROOT / "tests/integration")]

import pdu as iscsi  # noqa: E402  (needs the path above)
from base import judge  # noqa: E402
from capture import Capture  # noqa: E402
from null_client import FINAL, NAME, WRITES, Client, Refused, read16, with_cdb, write16  # noqa: E402
from pdu import Pdu, RESERVED  # noqa: E402

PROGRAM = pathlib.Path(os.environ.get("PORTOLAN_BUILD", ROOT / "build/release")) / "tests/bench/null_target/null_target"


class Running:
    """The program, and a capture of what its clients exchange with it."""

    def __init__(self, capture, options):
        self.process = subprocess.Popen([PROGRAM, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().removeprefix("port="))
        self.capture = Capture(capture, self.port)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.output, self.complaints = self.process.communicate(timeout=10)
        self.capture.close()
        return self.process.returncode


class NullTargetTest(unittest.TestCase):
    hostile = False  # the client breaks rules: tshark would find that, and the target says what it did not like

    def start(self, *options):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        capture = pathlib.Path(directory.name) / "capture.pcap"
        target = Running(capture, options)
        self.addCleanup(self.finish, target, capture)
        return target

    def finish(self, target, capture):
        self.assertEqual(target.stop(), 0, target.complaints)
        if self.hostile:
            return
        self.assertEqual(target.complaints, "")
        if shutil.which("tshark"):
            self.assertEqual(judge(capture, target.port), [])

    def client(self, target, **arguments):
        return Client(self, target, **arguments)


class Login(NullTargetTest):
    def test_both_ways_into_the_full_feature_phase(self):
        target = self.start()
        for number, security in enumerate((False, True)):
            client = self.client(target, isid=bytes([0x80, 0, 0, number, 0, 0])).login(security)
            self.assertEqual(client.ask([0x00] * 6, expected=0), b"")
            client.logout()

    def test_negotiated_values(self):
        target = self.start("--max-recv-data-segment-length", "4096", "--first-burst", "8192", "--max-burst", "16384", "--immediate-data", "no",
                            "--initial-r2t", "no", "--max-outstanding-r2t", "3", "--max-connections", "2")
        client = self.client(target).login(FirstBurstLength="65536", MaxOutstandingR2T="2", InitialR2T="Yes", TaskReporting="RFC3720",
                                           IFMarker="No", **{"X-org.example.unknown": "1"})
        expected = {"MaxRecvDataSegmentLength": "4096", "FirstBurstLength": "8192", "MaxBurstLength": "16384", "ImmediateData": "No",
                    "InitialR2T": "Yes", "MaxOutstandingR2T": "2", "MaxConnections": "2", "ErrorRecoveryLevel": "0", "DataPDUInOrder": "Yes",
                    "DataSequenceInOrder": "Yes", "DefaultTime2Wait": "2", "X-org.example.unknown": "NotUnderstood", "IFMarker": "Reject",
                    "TaskReporting": "RFC3720"}
        self.assertEqual({key: client.keys.get(key) for key in expected}, expected)

    def test_refusals(self):
        target = self.start()
        name = ("InitiatorName", "iqn.2026-11.org.portolan.test:client")
        for pairs, status in (([("SessionType", "Normal"), ("TargetName", NAME)], "0207"), ([name], "0207"),
                              ([name, ("TargetName", "iqn.2026-11.org.portolan.bench:other")], "0203"),
                              ([name, ("TargetName", NAME), ("MaxBurstLength", "12")], "0200"),
                              ([name, ("TargetName", NAME), ("SessionType", "Odd")], "0209")):
            with self.subTest(status=status, pairs=pairs), self.assertRaisesRegex(Refused, status):
                self.client(target).exchange_login(1, 3, pairs)
        with self.assertRaisesRegex(Refused, "020a"):
            self.client(target, tsih=77).login()
        with self.assertRaisesRegex(Refused, "0200"):
            self.client(target, tsih=77).exchange_login(1, 3, [name, ("TargetName", NAME), ("SessionType", "Normal")])

    def test_text_in_pieces(self):
        client = self.client(self.start())
        whole = iscsi.text(("InitiatorName", "iqn.2026-11.org.portolan.test:client"), ("TargetName", NAME), ("HeaderDigest", "None"),
                           ("DataDigest", "None"))
        first = client.login_pdu(1, 0, ())
        first.data, first.header[1] = whole[:30], 0x40 | 1 << 2
        client.send(first)
        answer = client.receive()
        self.assertEqual((answer.flags, answer.data), (1 << 2, b""))
        last = client.login_pdu(1, 3, ())
        last.data = whole[30:]
        client.send(last)
        self.assertEqual(client.receive().u16(36), 0)

    def test_discovery(self):
        target = self.start()
        client = self.client(target).login(discovery=True)
        client.send(Pdu.make(iscsi.TEXT_REQUEST, FINAL, iscsi.text(("SendTargets", "All")), u32_16=client.tag(), u32_20=RESERVED,
                             u32_24=client.number(), u32_28=client.exp_stat_sn))
        answer = client.receive()
        self.assertEqual((answer.opcode, answer.flags, answer.u32(20)), (iscsi.TEXT_RESPONSE, FINAL, RESERVED))
        self.assertEqual(iscsi.parse_text(answer.data), [("TargetName", NAME), ("TargetAddress", f"127.0.0.1:{target.port},1")])
        client.logout()

    def test_a_session_is_reinstated(self):
        target = self.start()
        self.hostile = True  # the target tells why it ends the old one
        old = self.client(target).login()
        new = self.client(target, session={"cmd_sn": 5, "itt": 0}).login()
        old.closed()
        self.assertEqual(new.ask([0x00] * 6, expected=0), b"")


class Transfers(NullTargetTest):
    SMALL = ("--max-recv-data-segment-length", "1024", "--first-burst", "2560", "--max-burst", "4096", "--max-outstanding-r2t", "3")

    def check_writes(self, *options, **offers):
        target = self.start("--memory", "1M", *self.SMALL, *options)
        client = self.client(target).login(**offers)
        source = random.Random(5)
        for block, length in ((0, 512), (3, 1024), (9, 1536), (16, 2560), (40, 3072), (64, 20480), (1000, 66048)):
            data = source.randbytes(length)
            task = client.write(block, data)
            first = min(2560, length)
            immediate = min(1024, first) if client.keys["ImmediateData"] == "Yes" else 0
            self.assertEqual(client.immediate, immediate)
            unasked = first if client.keys["InitialR2T"] == "No" else immediate
            self.assertEqual(task["r2t_sn"], -(-(length - unasked) // 4096), "number of R2Ts")
            self.assertEqual(client.read(block, length // 512), data)
        client.logout()

    def test_all_ways_to_send_data(self):
        for immediate in ("yes", "no"):
            for initial in ("yes", "no"):
                with self.subTest(immediate_data=immediate, initial_r2t=initial):
                    self.check_writes("--immediate-data", immediate, "--initial-r2t", initial)

    def test_digests(self):
        for header in ("none", "crc32c"):
            for data in ("none", "crc32c"):
                with self.subTest(header=header, data=data):
                    self.check_writes("--header-digest", header, "--data-digest", data, HeaderDigest="CRC32C,None", DataDigest="CRC32C,None")

    def test_the_first_offer_of_a_list_is_taken(self):
        client = self.client(self.start("--header-digest", "crc32c")).login(HeaderDigest="None,CRC32C", DataDigest="CRC32C")
        self.assertEqual((client.keys["HeaderDigest"], client.keys["DataDigest"]), ("None", "Reject"))

    def test_reads_are_one_pattern(self):
        for options in ((), ("--data-in-pdu", "1000", "--data-digest", "crc32c")):
            with self.subTest(options=options):
                client = self.client(self.start("--size", "1T", "--luns", "3", *options)).login(DataDigest="CRC32C,None")
                block = bytes((i * 7 + 1) & 255 for i in range(512))
                self.assertEqual(client.read(0, 1), block)
                self.assertEqual(client.read((1 << 31) - 40, 40, lun=2), block * 40)
                client.write(4, bytes(4096))
                self.assertEqual(client.read(4, 8), block * 8)

    def test_what_is_written_can_be_dropped(self):  # by the kernel if it is large; what follows must be found all the same
        for options in ((), ("--take-data", "yes")):
            with self.subTest(options=options):
                client = self.client(self.start("--size", "1G", "--first-burst", "131072", *options)).login()
                lengths = (65536, 16384, 512, 131072, 4096, 262144, 16896, 512)
                tasks = [client.command(write16(8, length // 512), bytes(length)) for length in lengths]
                client.transfer(*tasks, client.command(read16(8, 1), expected=512, read=True))
                self.assertEqual([task["status"] for task in tasks], [0] * len(lengths))

    def test_many_at_once(self):
        client = self.client(self.start("--memory", "4M", "--queue-depth", "64", "--block-size", "4096")).login()
        data = random.Random(6).randbytes(1 << 20)
        client.write(0, data, 4096)
        tasks = [client.command(read16(i * 4, 4), expected=16384, read=True) for i in range(64)]
        client.transfer(*tasks)
        self.assertEqual(b"".join(task["data"] for task in tasks), data)
        self.assertEqual(client.max_cmd_sn, client.session["cmd_sn"] + 63, "the whole window is free again")

    def test_a_slow_reader_gets_everything(self):
        target = self.start("--memory", "64M")
        client = self.client(target).login()
        data = random.Random(7).randbytes(1 << 18)
        client.write(0, data)
        tasks = [client.command(read16(0, 512), expected=1 << 18, read=True) for _ in range(64)]  # 16 MiB wait for room in the socket
        client.transfer(*tasks)
        self.assertTrue(all(task["data"] == data for task in tasks))

    def test_residuals(self):
        client = self.client(self.start("--memory", "1M")).login()
        task = client.transfer(client.command(read16(0, 2), expected=2048, read=True))
        self.assertEqual((len(task["data"]), task["residual"]), (1024, (2, 1024)))
        task = client.transfer(client.command(read16(0, 4), expected=1024, read=True))
        self.assertEqual((len(task["data"]), task["residual"]), (1024, (4, 1024)))
        task = client.transfer(client.command(write16(0, 4), b"x" * 1024))
        self.assertEqual(task["residual"], (4, 1024))
        task = client.transfer(client.command(write16(0, 2), b"x" * 2048))
        self.assertEqual((task["status"], task["residual"], task["r2t_sn"]), (2, (2, 2048), 0))
        task = client.transfer(client.command(write16(0, 0), expected=0))
        self.assertEqual((task["status"], task["residual"]), (0, (0, 0)))

    def test_write_same(self):
        client = self.client(self.start("--memory", "1M")).login()
        block = random.Random(8).randbytes(512)
        task = client.transfer(client.command(struct.pack(">BBQIBB", 0x93, 0, 8, 5, 0, 0), block))
        self.assertEqual(task["status"], 0)
        self.assertEqual(client.read(7, 7), bytes(512) + block * 5 + bytes(512))
        client.ask(struct.pack(">BBQIBB", 0x93, 1, 9, 2, 0, 0), expected=0)  # NDOB
        self.assertEqual(client.read(8, 5), block + bytes(1024) + block * 2)
        self.assertEqual(client.ask(struct.pack(">BBQIBB", 0x93, 1, 0, 0, 0, 0), expected=0), (5, 0x24, 0))


class Scsi(NullTargetTest):
    def test_commands(self):
        client = self.client(self.start("--size", "4T", "--block-size", "4096", "--luns", "2")).login()
        blocks = (4 << 40) // 4096
        self.assertEqual(client.ask([0x00] * 6, expected=0), b"")
        inquiry = client.ask([0x12, 0, 0, 0, 255, 0])
        self.assertEqual((inquiry[0], inquiry[8:16], len(inquiry)), (0, b"PORTOLAN", inquiry[4] + 5))
        self.assertEqual(client.ask([0x12, 0, 0, 0, 255, 0], lun=2)[0], 0x7F)
        pages = client.ask([0x12, 1, 0, 0, 255, 0])[4:]
        self.assertEqual(pages, bytes([0, 0x80, 0x83, 0xB0, 0xB1, 0xB2]))
        for page in pages:
            answer = client.ask([0x12, 1, page, 0, 255, 0], lun=1)
            self.assertEqual((answer[1], int.from_bytes(answer[2:4], "big")), (page, len(answer) - 4))
        self.assertNotEqual(client.ask([0x12, 1, 0x83, 0, 255, 0]), client.ask([0x12, 1, 0x83, 0, 255, 0], lun=1))
        self.assertEqual(client.ask([0x25] + [0] * 9), struct.pack(">II", blocks - 1, 4096))
        self.assertEqual(client.ask([0x9E, 0x10] + [0] * 11 + [32, 0, 0])[:12], struct.pack(">QI", blocks - 1, 4096))
        self.assertEqual(client.ask([0xA0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]), struct.pack(">IIQQ", 16, 0, 0, 1 << 48))
        self.assertEqual(client.ask([0x1A, 0, 0x3F, 0, 255, 0])[0], 35)
        self.assertEqual(client.ask([0x5A, 0, 8, 0, 0, 0, 0, 0, 255, 0])[8:10], b"\x08\x12")
        self.assertEqual(client.ask([0x35] + [0] * 9, expected=0), b"")
        self.assertEqual(client.ask([0x91] + [0] * 15, expected=0), b"")
        self.assertEqual(client.transfer(client.command(bytes([0x42, 0, 0, 0, 0, 0, 0, 0, 24, 0]), bytes(24)))["status"], 0)
        for cdb in ([0x08, 0, 0, 8, 1, 0], [0x28, 0, 0, 0, 0, 8, 0, 0, 1, 0], [0xA8, 0, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0]):
            self.assertEqual(len(client.ask(cdb, expected=4096)), 4096)
            cdb[0] |= 2
            self.assertEqual(client.transfer(client.command(bytes(cdb), bytes(4096)))["status"], 0)

    def test_errors(self):
        client = self.client(self.start("--size", "1M")).login()
        self.assertEqual(client.ask([0x04] + [0] * 5, expected=0), (5, 0x20, 0))
        self.assertEqual(client.ask(read16(2047, 2), expected=1024), (5, 0x21, 0))
        self.assertEqual(client.ask(read16(1 << 63, 1), expected=512), (5, 0x21, 0))
        self.assertEqual(client.ask([0x00] * 6, expected=0, lun=1), (5, 0x25, 0))
        self.assertEqual(client.ask([0x12, 1, 0xC0, 0, 255, 0]), (5, 0x24, 0))
        # What comes unasked is taken before the status.
        task = client.transfer(client.command(write16(2048, 256), bytes(131072), expected=131072))
        self.assertEqual((task["status"], task["sense"][2], task["residual"], task["r2t_sn"]), (2, 5, (2, 131072), 0))


class Session(NullTargetTest):
    def test_ping(self):
        client = self.client(self.start()).login()
        tag = client.tag()
        client.send(Pdu.make(iscsi.NOP_OUT, FINAL, b"hello", u32_16=tag, u32_20=RESERVED, u32_24=client.number(), u32_28=client.exp_stat_sn))
        answer = client.receive()
        self.assertEqual((answer.opcode, answer.itt, answer.u32(20), answer.data), (iscsi.NOP_IN, tag, RESERVED, b"hello"))

    def test_abort_a_write_that_waits_for_data(self):
        client = self.client(self.start("--initial-r2t", "yes", "--immediate-data", "no")).login()
        task = client.command(write16(0, 8), bytes(4096))
        r2t = client.receive()
        self.assertEqual(r2t.opcode, iscsi.R2T)
        client.send(Pdu.make(0x40 | iscsi.TASK_REQUEST, FINAL | 1, u32_16=client.tag(), u32_20=task["tag"], u32_24=client.session["cmd_sn"],
                             u32_28=client.exp_stat_sn, u32_32=client.session["cmd_sn"] - 1))
        answer = client.receive()
        self.assertEqual((answer.opcode, answer.u8(2)), (iscsi.TASK_RESPONSE, 0))
        client.data_out(bytes(4096), task["tag"], r2t.u32(20), 0, 0, 4096)  # was under way
        self.assertEqual(client.ask([0x00] * 6, expected=0), b"")
        self.assertEqual(client.max_cmd_sn, client.session["cmd_sn"] + 255)

    def test_commands_are_ordered_across_connections(self):
        target = self.start("--memory", "1M", "--max-connections", "2")
        first = self.client(target).login()
        second = self.client(target, tsih=first.tsih, cid=1, session=first.session).login()
        with self.assertRaisesRegex(Refused, "0206"):
            self.client(target, tsih=first.tsih, cid=2, session=first.session).login()
        number = first.number()  # for the write, which goes later
        read = second.command(read16(0, 1), expected=512, read=True)
        second.socket.settimeout(0.3)
        with self.assertRaises(TimeoutError):
            second.receive()
        second.socket.settimeout(10)
        after = first.session["cmd_sn"]
        first.session["cmd_sn"] = number
        write = first.command(write16(0, 1), b"n" * 512)
        first.session["cmd_sn"] = after
        self.assertEqual(first.transfer(write)["status"], 0)
        self.assertEqual(second.transfer(read)["data"], b"n" * 512)
        second.logout()

    def test_many_commands_over_two_connections(self):
        target = self.start("--max-connections", "2")
        first = self.client(target).login()
        second = self.client(target, tsih=first.tsih, cid=1, session=first.session).login()
        tasks = [(client, client.command(read16(0, 8), expected=4096, read=True)) for _ in range(50) for client in (first, second)]
        for client in (second, first):
            client.transfer(*(task for owner, task in tasks if owner is client))


class Hostile(NullTargetTest):
    hostile = True

    def test_it_goes_on_after_bad_input(self):
        target = self.start("--header-digest", "crc32c", "--data-digest", "crc32c", "--max-recv-data-segment-length", "8192")

        def command(client, **fields):
            return Pdu.make(iscsi.SCSI_COMMAND, **({"flags": 0xC1, "u32_16": 1, "u32_20": 512, "u32_24": client.session["cmd_sn"]} | fields))

        broken = {
            "CmdSN": lambda client: client.send(command(client, u32_24=9000).with_cdb(read16(0, 1))),
            "gap": lambda client: client.send(command(client, u32_24=client.session["cmd_sn"] + 1).with_cdb(read16(0, 1))),
            "long": lambda client: client.send(command(client, flags=0xA1, u32_20=8196, data=bytes(8196)).with_cdb(write16(0, 17))),
            "wrong flags": lambda client: client.send(command(client, flags=0xA1).with_cdb(read16(0, 1))),
            "stray data": lambda client: client.data_out(bytes(512), 9, 0x00070000, 0, 0, 512),
            "stray unsolicited data": lambda client: client.data_out(bytes(512), 9, RESERVED, 0, 0, 512),
            "unknown": lambda client: client.send(Pdu.make(0x1D)),
            "login again": lambda client: client.send(client.login_pdu(1, 3, ())),
            "text": lambda client: client.send(Pdu.make(iscsi.TEXT_REQUEST, FINAL, b"nonsense", u32_24=client.session["cmd_sn"])),
        }
        for name, act in broken.items():
            with self.subTest(name):
                client = self.client(target).login()
                act(client)
                client.closed()
        for digest in ("HeaderDigest", "DataDigest"):
            with self.subTest(digest):
                client = self.client(target).login(**{digest: "CRC32C"})
                wire = bytearray(command(client, flags=0xA1, data=bytes(512)).with_cdb(write16(0, 1)).encode(client.header_digest, client.data_digest))
                wire[-1 if digest == "DataDigest" else 40] ^= 1
                client.socket.sendall(wire)
                client.closed()
        source = random.Random(9)
        for _ in range(50):
            client = self.client(target)
            client.socket.sendall(source.randbytes(source.randrange(1, 20000)))
            client.socket.shutdown(socket.SHUT_WR)
            client.closed()
        for _ in range(50):  # a good login, then anything
            client = self.client(target).login()
            header = bytearray(source.randbytes(48))
            header[0], header[4:8] = source.choice((0, 1, 2, 4, 5, 6, 0x41, 0x42)), bytes(6 - 2) if source.random() < 0.5 else b"\1\0\1\0"
            header[24:28] = client.session["cmd_sn"].to_bytes(4, "big")
            client.socket.sendall(header + source.randbytes(600))
            client.socket.shutdown(socket.SHUT_WR)
            client.closed()
        client = self.client(target).login()
        self.assertEqual(client.ask([0x00] * 6, expected=0), b"")

    def test_data_that_do_not_fit_their_sequence(self):
        target = self.start("--initial-r2t", "yes", "--immediate-data", "no")
        good = {"flags": FINAL, "u32_36": 0, "u32_40": 0, "data": bytes(4096)}
        for name, wrong in (("offset", {"u32_40": 512}), ("DataSN", {"u32_36": 1}), ("too long", {"data": bytes(4608)}),
                            ("early F", {"data": bytes(2048)}), ("no F", {"flags": 0}), ("LUN", {"u64_8": 1 << 48}), ("ITT", {"u32_16": 99}),
                            ("TTT", {"u32_20": 1})):
            with self.subTest(name):
                client = self.client(target).login()
                task = client.command(write16(0, 8), bytes(4096))
                r2t = client.receive()
                client.send(Pdu.make(iscsi.DATA_OUT, **({"u32_16": task["tag"], "u32_20": r2t.u32(20)} | good | wrong)))
                client.closed()
        for name, flags, data in (("immediate", FINAL, bytes(512)), ("unsolicited", 0, b"")):
            with self.subTest(name):
                client = self.client(target).login()
                client.send(Pdu.make(iscsi.SCSI_COMMAND, flags | WRITES, data, u32_16=1, u32_20=4096, u32_24=client.number()).with_cdb(write16(0, 8)))
                client.closed()

    def test_wrong_options(self):
        for options in (["--block-size", "520"], ["--port", "x"], ["--luns", "0"], ["--size", "5000"], ["--nonsense"], ["more"]):
            with self.subTest(options=options):
                done = subprocess.run([PROGRAM, *options], capture_output=True, text=True, timeout=10)
                self.assertEqual(done.returncode, 2)


@unittest.skipUnless(shutil.which("iscsi-ls"), "libiscsi's programs are not installed")
class Libiscsi(NullTargetTest):
    def test_its_programs(self):
        target = self.start("--size", "1G")
        listed = subprocess.run(["iscsi-ls", "-s", f"iscsi://127.0.0.1:{target.port}"], capture_output=True, text=True, timeout=10)
        self.assertIn(f"Target:{NAME} Portal:127.0.0.1:{target.port},1", listed.stdout)
        self.assertIn("DIRECT_ACCESS", listed.stdout)

    def test_the_load(self):
        program = PROGRAM.parents[1] / "libiscsi_load/libiscsi_load"
        if not program.exists():
            self.skipTest("libiscsi_load was not built")
        target = self.start("--size", "1G", "--header-digest", "crc32c")
        for options in (("--op", "read"), ("--op", "mixed", "--pattern", "seq", "--bs", "65536", "--header-digest")):
            done = subprocess.run([program, "--url", f"iscsi://127.0.0.1:{target.port}/{NAME}/0", "--secs", "1", *options],
                                  capture_output=True, text=True, timeout=20)
            self.assertEqual(done.stderr, "")
            self.assertRegex(done.stdout, r"^iops=[1-9]\d* mbps=\d+\.\d cpu_us_per_io=\d+\.\d{3} p50_us=\d+\.\d p99_us=\d+\.\d "
                                          r"ctxsw_per_io=\d+\.\d{4}\n$")


class Limit(unittest.TestCase):
    def test_it_ends_with_its_figures(self):
        cpu = sorted(os.sched_getaffinity(0))
        done = subprocess.run([PROGRAM.parents[1] / "loopback_limit/loopback_limit", "--qd", "32", "--secs", "1", "--cpu", f"{cpu[0]},{cpu[-1]}"],
                              capture_output=True, text=True, timeout=20)
        self.assertEqual(done.stderr, "")
        self.assertRegex(done.stdout, r"^iops=[1-9]\d* mbps=\d+\.\d cpu_us_per_io=\d+\.\d{3} p50_us=")

    def test_ways_to_send(self):
        program = PROGRAM.parents[1] / "send_limit/send_limit"
        for way in ("copy", "zerocopy", "splice"):
            with self.subTest(way):
                done = subprocess.run([program, way, "65536", "1"], capture_output=True, text=True, timeout=20)
                self.assertEqual(done.stderr, "")
                self.assertRegex(done.stdout, r"^iops=[1-9]\d* mbps=\d+\.\d cpu_us_per_io=\d+\.\d{3} p50_us=")
        self.assertEqual(subprocess.run([program, "carry", "65536"], capture_output=True, timeout=20).returncode, 2)

    def test_what_lending_saves(self):
        program = PROGRAM.parents[1] / "lending_limit/lending_limit"
        for way in ("copy", "lend"):
            for operation in ("read", "write"):
                with self.subTest(way=way, operation=operation):
                    done = subprocess.run([program, way, operation, "65536", "1"], capture_output=True, text=True, timeout=20)
                    self.assertEqual(done.stderr, "")
                    self.assertRegex(done.stdout, r"^iops=[1-9]\d* mbps=\d+\.\d cpu_us_per_io=\d+\.\d{3} p50_us=")
        self.assertEqual(subprocess.run([program, "lend", "trim", "65536"], capture_output=True, timeout=20).returncode, 2)


if __name__ == "__main__":
    unittest.main()
