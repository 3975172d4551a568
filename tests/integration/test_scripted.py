# SPDX-License-Identifier: GPL-3.0-or-later
"""Against the scripted target: what a real target does not do on request. tshark judges every capture."""
import asyncio
import ctypes
import fcntl
import json
import os
import random
import socket
import struct
import threading
import time
import unittest

from base import AUTHENTICATION, BUSY, FAILED, NOT_FOUND, OK, REFUSED, SCRIPTED, UNREACHABLE, USAGE, ScriptedTest
from disk import CHECK_CONDITION, Disk, sense
from pdu import ASYNC, DATA_IN, LOGIN_REQUEST, LOGIN_RESPONSE, LOGOUT_REQUEST, NOP_IN, NOP_OUT, RESERVED, SCSI_COMMAND, TEXT_REQUEST, Pdu, text
from sandbox import free_port, wait_for
from target import Target

CLONE_NEWNET, SIOCSIFFLAGS, SIOCSIFADDR, IFF_UP = 0x40000000, 0x8914, 0x8916, 1
NAME = SCRIPTED
OURS, THEIRS = "alices-secret-1", "targets-secret-2"


class Chap(ScriptedTest):
    def check(self, algorithm, name):
        target = self.serve(chap=("alice", OURS), mutual=("target", THEIRS), algorithms=(algorithm,))
        self.discover(target)
        self.ctl("set-chap", NAME, "--name", "alice", "--mutual", "--target-name", "target", secret=OURS, target_secret=THEIRS)
        self.ctl("login", NAME)
        session = self.sandbox.session(NAME)
        self.assertEqual((session["AuthMode"], session["ChapAlgorithm"]), (3, name))

    def test_md5(self):  # ATH-08
        self.check(5, "MD5")

    def test_sha1(self):
        self.check(6, "SHA-1")

    def test_sha256(self):
        self.check(7, "SHA-256")

    def test_sha3_256(self):
        self.check(8, "SHA3-256")

    def test_target_skips_its_proof(self):  # ATH-10
        target = self.serve(chap=("alice", OURS), mutual=None)
        self.discover(target)
        self.ctl("set-chap", NAME, "--name", "alice", "--mutual", "--target-name", "target", secret=OURS, target_secret=THEIRS)
        self.ctl("login", NAME, code=AUTHENTICATION)
        self.assertEqual(self.sandbox.node(NAME)["LastError"], "TargetAuthFailed")

    def test_target_skips_authentication(self):  # LGN-24
        target = self.serve(select_auth=lambda offered: "None")
        self.discover(target)
        self.ctl("set-chap", NAME, "--name", "alice", secret=OURS)
        self.ctl("login", NAME, code=AUTHENTICATION)
        self.assertIsNone(self.sandbox.session(NAME))

    def test_reflected_challenge(self):  # ATH-13
        class Reflecting(Target):
            def chap_answer(self, chap, keys):
                return [("CHAP_N", "target"), ("CHAP_R", keys["CHAP_R"])]

        target = self.serve(Reflecting, chap=("alice", OURS), mutual=("target", THEIRS))
        self.discover(target)
        self.ctl("set-chap", NAME, "--name", "alice", "--mutual", "--target-name", "target", secret=OURS, target_secret=THEIRS)
        self.ctl("login", NAME, code=AUTHENTICATION)


class Refusals(ScriptedTest):
    def refuse(self, status, code):
        class Refusing(Target):
            def login_status(self, connection):
                return 0 if connection.discovery else status

        target = self.serve(Refusing)
        output = self.login(target, code=code)
        return output

    def test_name_not_on_the_list(self):  # 0202: the cure is this machine's name
        output = self.refuse(0x0202, REFUSED)
        self.assertIn(self.sandbox.objects("Manager").popitem()[1]["InitiatorName"], output)

    def test_not_found(self):
        self.refuse(0x0203, NOT_FOUND)

    def test_other_statuses(self):  # STS-01, STS-10: each is one clear refusal
        for status in (0x0200, 0x0204, 0x0205, 0x0206, 0x0207, 0x0209, 0x0300, 0x0301, 0x0302, 0x02FF, 0x0400):
            with self.subTest(status=hex(status)):
                self.refuse(status, REFUSED)
                self.assertEqual(self.sandbox.node(NAME)["LastLoginStatus"], status)
                self.ctl("forget", NAME)

    def test_redirect(self):  # STS-03, STS-05
        second = self.serve()

        class Redirecting(Target):
            def login_status(self, connection):
                return 0 if connection.discovery else (0x0101, [("TargetAddress", second.address)])

        first = self.serve(Redirecting)
        self.login(first)
        session = self.sandbox.session(NAME)
        self.assertEqual((session["Portal"], session["PersistentPortal"]), (second.address, first.address))

    def test_redirect_in_a_circle(self):  # STS-04
        class Circle(Target):
            def login_status(self, connection):
                return 0 if connection.discovery else (0x0101, [("TargetAddress", self.address)])

        target = self.serve(Circle)
        self.login(target, code=REFUSED)
        self.assertLess(target.logins, 12)


class Hostile(ScriptedTest):
    complaints = ("Malformed", "malformed")

    def test_closes_in_login(self):
        class Closing(Target):
            async def before_login_response(self, connection, request):
                if not connection.discovery:
                    raise ConnectionError

        self.login(self.serve(Closing), code=UNREACHABLE)

    def test_other_pdu_in_login(self):  # LGN-02
        class Chatty(Target):
            async def before_login_response(self, connection, request):
                if not connection.discovery:
                    await connection.send(Pdu.make(NOP_IN, 0x80, u32_16=RESERVED, u32_20=RESERVED), consume=False)

        self.login(self.serve(Chatty), code=FAILED)

    def test_login_response_sets_t_and_c(self):  # LGN-12
        class Contradicting(Target):
            async def login_response(self, connection, request, transit, data, status=0, final=False):
                if connection.discovery:
                    return await super().login_response(connection, request, transit, data, status, final)
                await connection.send(Pdu.make(LOGIN_RESPONSE, 0xC7, data, u32_16=request.itt))

        self.login(self.serve(Contradicting), code=FAILED)

    def test_bytes_that_dribble(self):  # LGN-27: they cannot extend the login
        class Dribbling(Target):
            async def before_login_response(self, connection, request):
                while not connection.discovery:
                    await connection.raw(b"\x23")
                    await asyncio.sleep(0.5)

        target = self.serve(Dribbling)
        self.discover(target)
        self.ctl("set", NAME, "login-timeout=2")
        started = time.monotonic()
        self.ctl("login", NAME, code=UNREACHABLE)
        self.assertLess(time.monotonic() - started, 8)

    def test_no_luns(self):  # a warning, not a failure
        target = self.serve(disks=[])
        output = self.login(target)
        self.assertIn("LUN", output)
        self.assertTrue(self.sandbox.online(NAME))


class FullFeature(ScriptedTest):
    def open_disk(self):
        return os.open(self.sandbox.disk_path(NAME), os.O_RDWR)

    def check_data(self, target, size=3 << 20):
        """Writes at an odd place, reads back, and looks into the target's memory."""
        data = random.Random(size).randbytes(size)
        descriptor = self.open_disk()
        try:
            os.pwrite(descriptor, data, 512 * 7)
            os.fsync(descriptor)
            self.assertEqual(os.pread(descriptor, size, 512 * 7), data)
        finally:
            os.close(descriptor)
        self.assertEqual(bytes(target.disks[0].memory[512 * 7:512 * 7 + size]), data)

    def test_parameters(self):  # KEY-08 .. KEY-16, DAT-02, DAT-06
        combinations = (
            {"InitialR2T": "Yes", "ImmediateData": "No"}, {"InitialR2T": "No", "ImmediateData": "No", "FirstBurstLength": "8192"},
            {"InitialR2T": "No", "ImmediateData": "Yes", "FirstBurstLength": "16384", "MaxBurstLength": "16384"},
            {"InitialR2T": "Yes", "ImmediateData": "Yes", "MaxRecvDataSegmentLength": "512"},
        )
        for changes in combinations:
            with self.subTest(**changes):
                target = self.serve(answers={**Target.answers, **changes})
                self.login(target)
                self.check_data(target, 200_000 // 512 * 512)
                self.ctl("logout", NAME)
                self.ctl("forget", NAME)

    def test_digests(self):  # DIG-02
        target = self.serve(digests=("CRC32C",))
        self.discover(target)
        self.ctl("set", NAME, "header-digest=prefer", "data-digest=prefer")
        self.ctl("login", NAME)
        self.check_data(target)

    def test_corrupted_data(self):  # DIG-04: found, repeated on a new connection, never given to the reader
        class Corrupting(Target):
            digests = ("CRC32C",)
            reads = 0

            async def send_data_in(self, connection, request, data):
                type(self).reads += request.header[32] in (0x28, 0x88)
                if type(self).reads == 3:
                    type(self).reads += 1
                    raw = connection.raw

                    async def flip(wire):
                        connection.raw = raw
                        await raw(wire[:-5] + bytes([wire[-5] ^ 1]) + wire[-4:])

                    connection.raw = flip
                await super().send_data_in(connection, request, data)

        target = self.serve(Corrupting)
        self.complaints = ("digest", "CRC")
        self.discover(target)
        self.ctl("set", NAME, "header-digest=require", "data-digest=require")
        self.ctl("login", NAME)
        content = random.Random(9).randbytes(1 << 20)
        target.disks[0].memory[:len(content)] = content
        descriptor = self.open_disk()
        try:
            for start in range(0, len(content), 16384):
                self.assertEqual(os.pread(descriptor, 16384, start), content[start:start + 16384])
        finally:
            os.close(descriptor)
        self.assertGreaterEqual(target.logins, 3)  # discovery, login, and the one after the wrong digest

    def test_digests_that_never_fit(self):  # DIG-08: it is told, and digests stay on
        class Miscalculating(Target):
            digests = ("CRC32C",)
            wrong = 3

            async def send_data_in(self, connection, request, data):
                if request.header[32] not in (0x28, 0x88) or not type(self).wrong:
                    return await super().send_data_in(connection, request, data)
                type(self).wrong -= 1
                raw = connection.raw

                async def spoil(wire):
                    connection.raw = raw
                    await raw(wire[:-1] + bytes([wire[-1] ^ 1]))

                connection.raw = spoil
                await super().send_data_in(connection, request, data)

        target = self.serve(Miscalculating)
        self.complaints = ("digest", "CRC")
        self.discover(target)
        self.ctl("set", NAME, "header-digest=prefer", "data-digest=prefer")
        self.ctl("login", NAME)
        target.disks[0].memory[:65536] = content = random.Random(8).randbytes(65536)
        descriptor = self.open_disk()
        try:
            self.assertEqual(os.pread(descriptor, 65536, 0), content)
        finally:
            os.close(descriptor)
        self.assertEqual(target.wrong, 0)
        told = [event for event in self.sandbox.events() if event["Code"] == "session.digest_errors"]
        self.assertEqual([event["Details"]["count"] for event in told], [3])
        last = target.connections[-1]
        self.assertEqual((last.header_digest, last.data_digest), (True, True))

    def test_tape_gets_no_commands(self):  # CMD-18: what only asks what something is can be repeated
        class Tape(Disk):
            def _inquiry(self, cdb, data):
                answer = super()._inquiry(cdb, data)
                answer.data = b"\x01" + answer.data[1:]
                return answer

        target = self.serve(disks=[Disk(), Tape()])
        self.login(target)
        logins, connection = target.logins, target.connections[-1]
        target.call(self.cut(connection))
        wait_for(lambda: target.logins > logins and self.sandbox.online(NAME), 20, "the new login")
        self.ctl("rescan", NAME)
        self.assertEqual([disk["Lun"] for disk in self.sandbox.disks(NAME)], [0])
        commands = [pdu for pdu in target.received if pdu.opcode == SCSI_COMMAND]
        self.assertIn(0x9E, {pdu.header[32] for pdu in commands if target.lun_of(pdu) == 0})
        self.assertEqual({pdu.header[32] for pdu in commands if target.lun_of(pdu) == 1}, {0x12})

    @staticmethod
    async def cut(connection):
        connection.writer.transport.abort()

    def test_ping_is_answered(self):  # NOP-01, NOP-02
        target = self.serve()
        self.login(target)
        connection = target.connections[-1]
        before = len(target.received)
        target.call(target.ping(connection, RESERVED))
        target.call(target.ping(connection, 0xABBAABBA))
        answer = wait_for(lambda: [pdu for pdu in target.received[before:] if pdu.opcode == NOP_OUT and pdu.u32(20) == 0xABBAABBA], 5, "the answer")
        self.assertEqual((answer[0].itt, answer[0].immediate), (RESERVED, True))

    def test_short_read_is_no_success(self):  # CMD-12
        class Short(Target):
            async def send_data_in(self, connection, request, data):
                if request.header[32] in (0x28, 0x88):
                    part = data[:len(data) // 2]
                    return await connection.send(Pdu.make(DATA_IN, 0x81, part, u32_16=request.itt, u32_20=RESERVED), consume=True)
                await super().send_data_in(connection, request, data)

        self.login(self.serve(Short))
        descriptor = self.open_disk()
        try:
            with self.assertRaises(OSError):
                os.pread(descriptor, 65536, 0)
        finally:
            os.close(descriptor)

    def test_logout_is_asked_for(self):  # ASY-02, ASY-03
        target = self.serve()
        self.login(target)
        logins = target.logins
        target.call(target.async_message(target.connections[-1], 1, parameter3=3))
        wait_for(lambda: target.logins > logins and self.sandbox.online(NAME), 20, "the new login")
        self.assertTrue([pdu for pdu in target.received if pdu.opcode == LOGOUT_REQUEST and pdu.itt != RESERVED])
        self.check_data(target, 65536)

    def test_connection_is_dropped(self):  # ASY-04, ASY-05: not before Time2Wait
        for event in (2, 3):
            with self.subTest(event=event):
                target = self.serve()
                self.login(target)
                logins, started = target.logins, time.monotonic()
                target.call(target.async_message(target.connections[-1], event, parameter1=0, parameter2=2, parameter3=10))
                wait_for(lambda: target.logins > logins and self.sandbox.online(NAME), 20, "the new login")
                self.assertGreaterEqual(time.monotonic() - started, 1.8)
                self.ctl("logout", NAME)
                self.ctl("forget", NAME)

    def test_loss_of_the_nexus(self):  # REC-05, 6.3.5.1: who uses the session hears of it, and its units are looked at anew
        class Forgetful(Target):
            fresh, deaf = None, None  # connections

            async def command(self, connection, request):
                if connection is self.fresh and request.header[32] != 0x12:  # INQUIRY reports no unit attention
                    self.fresh = None
                    return await self.respond(connection, request, CHECK_CONDITION, sense(6, 0x29, 0x07))
                await super().command(connection, request)

            async def serve(self, connection, request):
                if connection is not self.deaf:
                    await super().serve(connection, request)

            async def full_feature(self, connection):
                self.fresh = None if connection.discovery else connection
                await super().full_feature(connection)

        async def close(connection):
            connection.writer.close()

        async def hear_no_more(connection):  # the next login reinstates this session
            target.deaf = connection

        target = self.serve(Forgetful)
        self.discover(target)
        self.ctl("set", NAME, "noop-interval=1", "noop-timeout=1")
        self.ctl("login", NAME)
        self.open_and_read(target)
        for number, loss in enumerate((close, self.cut, hear_no_more), 1):
            with self.subTest(loss=loss.__name__):
                logins, disk = target.logins, target.disks[0]
                size = len(disk.memory)
                disk.memory.extend(bytes(size))  # and no unit attention tells of that
                target.call(loss(target.connections[-1]))
                wait_for(lambda: target.logins > logins and self.sandbox.online(NAME), 20, "the new login")
                self.open_and_read(target)
                wait_for(lambda: self.sandbox.disks(NAME)[0]["SizeBytes"] == 2 * size, 10, "the unit as it is now")
                self.assertIsNone(target.fresh)
                self.assertEqual([self.event_codes().count(code) for code in ("session.lost", "session.restored")], [number] * 2)

    def open_and_read(self, target):
        target.disks[0].memory[:4096] = content = random.randbytes(4096)
        descriptor = self.open_disk()
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            self.assertEqual(os.pread(descriptor, 4096, 0), content)
        finally:
            os.close(descriptor)

    def test_renegotiation_is_asked_for(self):  # ASY-06
        target = self.serve()
        self.login(target)
        before = len(target.received)
        target.call(target.async_message(target.connections[-1], 4, parameter3=3))
        wait_for(lambda: [pdu for pdu in target.received[before:] if pdu.opcode in (TEXT_REQUEST, LOGOUT_REQUEST)], 5, "the answer")

    def test_unmap(self):
        target = self.serve()
        self.login(target)
        target.disks[0].memory[:1 << 20] = b"\xff" * (1 << 20)
        path = self.sandbox.disk_path(NAME)
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        libc.fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64]
        descriptor = os.open(path, os.O_RDWR)
        try:
            self.assertEqual(libc.fallocate(descriptor, 3, 65536, 131072), 0, os.strerror(ctypes.get_errno()))  # PUNCH_HOLE | KEEP_SIZE
        finally:
            os.close(descriptor)
        self.assertEqual(bytes(target.disks[0].memory[65536:65536 + 131072]), bytes(131072))
        self.assertEqual(target.disks[0].memory[65535], 0xFF)

    def test_connection_breaks_at_every_answer(self):  # FLT-01 in small: nothing acknowledged is lost
        class Breaking(Target):
            counter = 0

            async def command(self, connection, request):
                type(self).counter += 1
                if type(self).counter % 37 == 0:
                    connection.writer.transport.abort()
                    raise ConnectionError
                await super().command(connection, request)

        target = self.serve(Breaking)
        self.login(target)
        descriptor = self.open_disk()
        generator = random.Random(5)
        expected = bytearray(1 << 20)
        try:
            for _ in range(120):
                offset = generator.randrange(0, 256) * 4096
                block = generator.randbytes(4096)
                os.pwrite(descriptor, block, offset)
                expected[offset:offset + 4096] = block
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self.assertEqual(bytes(target.disks[0].memory[:1 << 20]), bytes(expected))


class Discovery(ScriptedTest):
    def test_addresses_that_do_not_answer(self):
        closed = f"127.0.0.1:{free_port()}"
        second = self.serve()
        target = self.serve(elsewhere=(f"{closed},1", f"{second.address},1"))
        answer = json.loads(self.ctl("--json", "discover", target.address))
        answers = {f"{node['address']}:{node['port']}": node["answers"] for node in answer["nodes"]}
        self.assertEqual(answers, {target.address: True, closed: False, second.address: True})
        lines = self.discover(target).splitlines()
        self.assertEqual([line.split()[1] for line in lines if "does not answer" in line], [closed])
        self.assertEqual(second.received, [])  # it was only asked whether it is there

    def test_long_answer(self):  # DIS-04, DIS-15: several responses, every name once
        class Long(Target):
            names = [f"iqn.2026-11.org.portolan.script:disk{number:05}" for number in range(300)]
            pending = {}

            async def text_request(self, connection, request):
                if request.u32(20) == RESERVED:
                    rest = text(*[pair for name in self.names for pair in (("TargetName", name), ("TargetAddress", f"{self.address},1"))])
                else:
                    rest = self.pending.pop(request.u32(20))
                part, rest = rest[:1000], rest[1000:]
                tag = RESERVED
                if rest:
                    tag = 7 + len(rest)
                    self.pending[tag] = rest
                await connection.send(Pdu.make(0x24, 0x00 if rest else 0x80, part, u64_8=5 << 48 if rest else 0, u32_16=request.itt, u32_20=tag))

        # Wireshark's heuristics cannot decode an answer that continues without the C bit; the iSCSI header it can.
        self.complaints = ("Malformed", "malformed")
        target = self.serve(Long)
        self.discover(target)
        self.assertEqual(len(self.sandbox.objects("Node")), 300)

    def test_connection_breaks(self):  # REC-11: nothing is recovered, the next one is a discovery like any other
        class Breaking(Target):
            breaks = False

            async def text_request(self, connection, request):
                if self.breaks:
                    raise ConnectionError
                await super().text_request(connection, request)

        target = self.serve(Breaking)
        for target.breaks in (True, False, True, False):  # before the portal is known, and after that
            self.ctl("discover", target.address, code=UNREACHABLE if target.breaks else OK)
            self.assertEqual(len(self.sandbox.objects("Node")), 0 if target.logins == 1 else 1)
        self.assertEqual(target.logins, 4)
        logins = [pdu for pdu in target.received if pdu.opcode == LOGIN_REQUEST]
        self.assertEqual({(pdu.u16(14), pdu.u16(20)) for pdu in logins}, {(0, 0)})  # TSIH, CID
        self.assertEqual(len([pdu for pdu in target.received if pdu.opcode == LOGOUT_REQUEST]), 2)

    def test_odd_addresses(self):  # DIS-08, DIS-10, DIS-11, DIS-12
        class Odd(Target):
            async def text_request(self, connection, request):
                answer = text(("TargetName", "iqn.2026-11.org.portolan.script:a"), ("TargetAddress", "[fe80::1%eth9]:3260,1"),
                              ("TargetAddress", "10.0.0.1:99999,1"), ("TargetAddress", "host.example,2"),
                              ("TargetName", "iqn.2026-11.org.portolan.script:b"))
                await connection.send(Pdu.make(0x24, 0x80, answer, u32_16=request.itt, u32_20=RESERVED))

        self.complaints = ("Invalid port",)
        target = self.serve(Odd)
        self.discover(target)
        nodes = {(node["TargetName"][-1], node["Address"], node["Port"]) for node in self.sandbox.objects("Node").values()}
        self.assertEqual(nodes, {("a", "fe80::1%eth9", 3260), ("a", "host.example", 3260), ("b", "127.0.0.1", target.port)})

    def test_none(self):  # DIS-09
        self.assertIn("no target", self.discover(self.serve(names=[])))
        self.assertEqual(self.sandbox.objects("Node"), {})


class Names(ScriptedTest):
    """A portal that is known by its name, which the daemon looks up in a file of the test's own."""

    def prepare(self):
        if os.geteuid() != 0:
            self.skipTest("a file in place of /etc/hosts needs root")
        self.hosts = self.sandbox.directory / "hosts"
        self.point_to("127.0.0.1")
        script = f'mount --bind "{self.hosts}" /etc/hosts && exec "$@"'
        self.daemon = {"wrapper": ("unshare", "--mount", "sh", "-c", script, "sh")}

    def point_to(self, *addresses):
        self.hosts.write_text("".join(f"{address} nas.portolan.test\n" for address in addresses))

    @staticmethod
    async def leave(target):
        target._server.close()
        for connection in target.connections:
            connection.writer.transport.abort()

    def test_target_moves(self):  # REC-14
        first = self.serve(host="127.0.0.2")
        self.point_to("127.0.0.9", "127.0.0.2")  # nobody is at the first one
        self.ctl("add-node", NAME, f"nas.portolan.test:{first.port}")
        self.ctl("login", NAME)
        first.call(self.leave(first))
        wait_for(lambda: "session.reconnecting" in self.event_codes(), 20, "an attempt in vain")
        second = self.serve(host="127.0.0.3", port=first.port, disks=first.disks)
        self.point_to("127.0.0.2", "127.0.0.3")
        wait_for(lambda: self.sandbox.online(NAME), 20, "the new login")
        self.assertEqual((first.logins, second.logins), (1, 1))
        self.assertEqual(self.sandbox.node(NAME)["Address"], "nas.portolan.test")
        first.disks[0].memory[:4096] = content = random.Random(14).randbytes(4096)
        with open(self.sandbox.disk_path(NAME), "rb", buffering=0) as disk:
            self.assertEqual(disk.read(4096), content)


class Interfaces(ScriptedTest):
    """Connections that leave this machine in a way of their own."""

    @staticmethod
    def peers(target):
        return [connection.writer.get_extra_info("peername")[0] for connection in target.connections]

    def test_source_address(self):  # discovery, login and recovery
        target = self.serve()
        self.ctl("discover", target.address, "--interface", "127.0.0.2")
        self.assertEqual(self.sandbox.node(NAME)["Iface"], "127.0.0.2")
        self.assertIn("127.0.0.2", self.ctl("show", NAME))
        self.ctl("login", NAME)
        self.assertEqual(self.peers(target), ["127.0.0.2"] * 2)
        target._loop.call_soon_threadsafe(target.connections[-1].writer.transport.abort)
        wait_for(lambda: len(target.connections) == 3 and self.sandbox.online(NAME), 20, "the session is back")
        self.assertEqual(self.peers(target), ["127.0.0.2"] * 3)

    def test_two_ways_to_one_target(self):  # SID-02: what multipathd joins
        target = self.serve()
        self.ctl("discover", target.address)
        self.ctl("set", NAME, "label=first")
        self.ctl("add-node", NAME, target.address, "--interface", "127.0.0.2")
        self.ctl("add-node", NAME, target.address, "--interface", "127.0.0.2", code=USAGE)
        self.ctl("login", f"{NAME}@{target.address},127.0.0.2")
        self.ctl("login", "first")
        sessions = list(self.sandbox.objects("Session").values())
        self.assertEqual(len(sessions), 2)
        self.assertEqual(len({session["Isid"] for session in sessions}), 2)
        self.assertEqual(sorted(self.peers(target)), ["127.0.0.1"] * 2 + ["127.0.0.2"])
        wwids = [lun["Wwid"] for lun in self.sandbox.objects("Lun").values()]
        self.assertEqual((len(wwids), len(set(wwids))), (2, 1))
        self.ctl("discover", target.address, "--interface", "127.0.0.2")
        self.assertEqual(sorted(node["Iface"] for node in self.sandbox.objects("Node").values()), ["", "127.0.0.2"])
        self.assertEqual(len(self.sandbox.objects("Portal")), 2)

    def test_move(self):
        target = self.serve()
        self.ctl("discover", target.address)
        self.ctl("login", NAME)
        self.ctl("set", NAME, "interface=127.0.0.2", code=BUSY)  # it has a session
        self.ctl("logout", NAME)
        self.ctl("set", NAME, "interface=eth/1", code=USAGE)
        self.ctl("set", NAME, "interface=127.0.0.2", "label=moved")
        before = len(target.connections)
        self.ctl("login", "moved")
        self.assertEqual(self.peers(target)[before:], ["127.0.0.2"])
        self.assertEqual(len(self.sandbox.objects("Node")), 1)
        self.ctl("discover", target.address)  # names the way as routed, which is another
        self.assertEqual(sorted(node["Iface"] for node in self.sandbox.objects("Node").values()), ["", "127.0.0.2"])
        self.ctl("logout", "moved")
        self.ctl("set", "moved", "interface=", code=USAGE)  # known already

    def test_not_here(self):
        target = self.serve()
        self.assertIn("there is no network device nosuch7", self.ctl("discover", target.address, "--interface", "nosuch7", code=UNREACHABLE))
        self.assertIn("this machine has no address 192.0.2.7",
                      self.ctl("discover", target.address, "--interface", "192.0.2.7", code=UNREACHABLE))
        self.ctl("discover", target.address, "--interface", "eth/1", code=USAGE)
        self.assertEqual(self.sandbox.objects("Portal"), {})
        self.assertEqual(target.connections, [])


class LinkLocal(ScriptedTest):
    """A portal with a link-local address, in a network namespace of the test's own."""

    @classmethod
    def setUpClass(cls):
        libc = ctypes.CDLL(None, use_errno=True)
        cls.outside = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        cls.addClassCleanup(os.close, cls.outside)
        if libc.unshare(CLONE_NEWNET) != 0:
            raise unittest.SkipTest(f"a network namespace needs root: {os.strerror(ctypes.get_errno())}")
        cls.addClassCleanup(libc.setns, cls.outside, CLONE_NEWNET)
        try:
            with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as control:
                fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", IFF_UP))
                address = socket.inet_pton(socket.AF_INET6, "fe80::1")
                fcntl.ioctl(control, SIOCSIFADDR, address + struct.pack("Ii", 64, socket.if_nametoindex("lo")))
        except OSError as error:
            raise unittest.SkipTest(f"there is no IPv6 here: {error}")

    def test_the_target_names_no_zone(self):
        class Zoneless(Target):
            host = "fe80::1%lo"

            @property
            def announced(self):
                return f"[fe80::1]:{self.port},1"

        target = self.serve(Zoneless)
        self.ctl("discover", target.address)
        self.assertEqual([node["Address"] for node in self.sandbox.objects("Node").values()], ["fe80::1%lo"])
        self.ctl("login", NAME)
        self.ctl("logout", NAME)
        # The device can stand for the zone, and then is how the nodes log in.
        self.ctl("discover", f"[fe80::1]:{target.port}", "--interface", "lo")
        self.ctl("login", f"{NAME}@[fe80::1]:{target.port},lo")
        self.assertEqual(target.logins, 4)


if __name__ == "__main__":
    unittest.main(verbosity=2)
