# SPDX-License-Identifier: GPL-3.0-or-later
"""A scripted iSCSI target: correct by default, wrong where a scenario overrides a method.

A scenario is a subclass of Target; the methods meant for overriding are login_status(), login_answer(), select_auth(),
before_login_response(), command(), send_data_in() and full_feature(). Everything both sides say goes to a capture
that tshark judges.
"""
import asyncio
import base64
import collections
import hashlib
import os
import struct
import threading

from capture import Capture
from disk import CHECK_CONDITION, GOOD, Disk
from pdu import (ASYNC, DATA_IN, DATA_OUT, LOGIN_REQUEST, LOGIN_RESPONSE, LOGOUT_REQUEST, LOGOUT_RESPONSE, NOP_IN, NOP_OUT, R2T, REJECT,
                 RESERVED, SCSI_COMMAND, SCSI_RESPONSE, TASK_REQUEST, TASK_RESPONSE, TEXT_REQUEST, TEXT_RESPONSE, Pdu, parse_text, read_pdu,
                 text)

HASHES = {5: "md5", 6: "sha1", 7: "sha256", 8: "sha3_256"}


def decode_binary(value):
    if value[:2] in ("0x", "0X"):
        digits = value[2:]
        return bytes.fromhex("0" + digits if len(digits) % 2 else digits)
    if value[:2] in ("0b", "0B"):
        return base64.b64decode(value[2:], validate=True)
    raise ValueError(f"{value!r} is no binary value")


class Violation(Exception):
    """The initiator broke the protocol."""


class Connection:
    """One TCP connection: numbering, digests, and the capture."""

    def __init__(self, target, reader, writer):
        self.target, self.reader, self.writer = target, reader, writer
        self.stat_sn = target.first_stat_sn
        self.exp_cmd_sn = 0
        self.window = target.window
        self.header_digest = self.data_digest = False
        self.keys = {}
        self.r2t_tag = 0
        self.data = {}  # Data-Out that came while another task was served, by Initiator Task Tag
        self.discovery = False
        self.stream = target.capture.stream(writer.get_extra_info("peername")[1]) if target.capture else None
        self.initiator_max = 8192

    async def read(self):
        pdu, wire = await read_pdu(self.reader, self.header_digest, self.data_digest)
        if self.stream:
            self.stream.data(True, wire)
        self.target.received.append(pdu)
        return pdu

    async def send(self, pdu, stat_sn=True, consume=None):
        """Fills StatSN, ExpCmdSN and MaxCmdSN; `consume`: whether this PDU uses its StatSN up (default: as stat_sn)."""
        if stat_sn:
            pdu.header[24:28] = self.stat_sn.to_bytes(4, "big")
        if consume if consume is not None else stat_sn:
            self.stat_sn = (self.stat_sn + 1) & RESERVED
        pdu.header[28:32] = self.exp_cmd_sn.to_bytes(4, "big")
        pdu.header[32:36] = ((self.exp_cmd_sn + self.window - 1) & RESERVED).to_bytes(4, "big")
        await self.raw(pdu.encode(self.header_digest, self.data_digest))

    async def raw(self, wire):
        if self.stream:
            self.stream.data(False, wire)
        self.writer.write(wire)
        await self.writer.drain()

    def accept(self, pdu):
        """§4.2.2.1: takes the CmdSN of a request."""
        if pdu.opcode in (DATA_OUT, 0x10) or pdu.immediate:
            return
        if pdu.u32(24) != self.exp_cmd_sn:
            raise Violation(f"CmdSN {pdu.u32(24)} instead of {self.exp_cmd_sn}")
        self.exp_cmd_sn = (self.exp_cmd_sn + 1) & RESERVED

    def close(self):
        if self.stream:
            self.stream.end()
        self.writer.close()


class Target:
    """The behaviour. Attributes are a scenario's first means, methods its second."""

    names = ["iqn.2026-11.org.portolan.script:disk"]
    host = "127.0.0.1"    # where it listens
    elsewhere = ()        # addresses that SendTargets names besides
    first_stat_sn = 0
    window = 64
    chap = None           # (name, secret) the initiator must prove; discovery is free, as with most targets
    mutual = None         # (name, secret) with which the target proves itself when asked
    algorithms = (8, 7, 6, 5)
    digests = ("None",)   # what is acceptable, in order of preference
    answers = {"MaxConnections": "1", "InitialR2T": "Yes", "ImmediateData": "Yes", "MaxRecvDataSegmentLength": "262144",
               "MaxBurstLength": "262144", "FirstBurstLength": "65536", "DefaultTime2Wait": "0", "DefaultTime2Retain": "0",
               "MaxOutstandingR2T": "1", "DataPDUInOrder": "Yes", "DataSequenceInOrder": "Yes", "ErrorRecoveryLevel": "0"}

    def __init__(self, capture_path=None, disks=None):
        self.disks = [Disk()] if disks is None else disks
        self.capture_path, self.capture = capture_path, None
        self.received = []    # every PDU of the initiator, in order
        self.violations = []  # what it did wrong
        self.logins = 0
        self.connections = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = None

    # Life
    def start(self, port=0):
        ready = threading.Event()

        async def serve():
            self._server = await asyncio.start_server(self._serve, self.host, port)
            self.port = self._server.sockets[0].getsockname()[1]
            if self.capture_path:
                self.capture = Capture(self.capture_path, self.port)
            ready.set()

        def run():
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(serve())
            self._loop.run_forever()

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        if not ready.wait(10):
            raise RuntimeError("the scripted target did not start")
        return self

    def stop(self):
        async def end():
            self._server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        if self.capture:
            self.capture.close()

    def call(self, coroutine):
        """Runs a coroutine of the target from a test's thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    @property
    def address(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def announced(self):
        """What SendTargets says."""
        return f"{self.address},1"

    # Flow
    async def _serve(self, reader, writer):
        connection = Connection(self, reader, writer)
        self.connections.append(connection)
        try:
            if await self.login(connection):
                await self.full_feature(connection)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the other side went, or stop() was called
        except (Violation, ValueError) as violation:
            self.violations.append(str(violation))
        finally:
            connection.close()

    # Login Phase, §6.3
    async def login(self, connection):
        self.logins += 1
        stage, chap, collected = None, None, b""
        while True:
            request = await connection.read()
            if request.opcode != LOGIN_REQUEST or request.u8(0) != 0x43:
                raise Violation(f"opcode {request.opcode:#x} during login")
            if stage is None:
                connection.exp_cmd_sn = request.u32(24)
                connection.isid, connection.itt = bytes(request.header[8:14]), request.itt
            if request.itt != connection.itt:
                raise Violation("the Initiator Task Tag changed during login")
            collected += request.data
            if request.flags & 0x40:
                await self.login_response(connection, request, 0, b"")
                continue
            keys, collected = parse_text(collected), b""
            for key, value in keys:
                if key in connection.keys and key not in ("CHAP_A", "CHAP_I", "CHAP_C", "CHAP_N", "CHAP_R"):
                    raise Violation(f"{key} was sent twice")
                connection.keys[key] = value
            first, stage = stage is None, request.flags >> 2 & 3
            if first:
                connection.discovery = connection.keys.get("SessionType") == "Discovery"
                status = self.login_status(connection)
                if status:
                    code, pairs = status if isinstance(status, tuple) else (status, ())
                    await self.login_response(connection, request, 0, text(*pairs), code)
                    return False
            answer = []
            transit = request.flags & 0x80
            if stage == 0 and connection.discovery:
                answer = [("AuthMethod", "None")] if "AuthMethod" in connection.keys else []
            elif stage == 0:
                chap, answer, code, ready = await self.security(connection, dict(keys), chap)
                if code:
                    await self.login_response(connection, request, 0, b"", code)
                    return False
                transit = transit and ready
            answer += self.login_answer(connection, keys, stage)
            if first and not connection.discovery:
                answer.append(("TargetPortalGroupTag", "1"))
            await self.before_login_response(connection, request)
            final = bool(transit) and request.flags & 3 == 3
            await self.login_response(connection, request, 0x80 if transit else 0, text(*answer), final=final)
            if final:
                connection.header_digest = connection.keys.get("HeaderDigestResult") == "CRC32C"
                connection.data_digest = connection.keys.get("DataDigestResult") == "CRC32C"
                connection.initiator_max = int(connection.keys.get("MaxRecvDataSegmentLength", "8192"))
                return True

    async def login_response(self, connection, request, transit, data, status=0, final=False):
        flags = transit | (request.flags & 0x0C) | (request.flags & 3 if transit else 0)
        await connection.send(Pdu.make(LOGIN_RESPONSE, flags, data, u64_8=int.from_bytes(request.header[8:14] + b"\0\0", "big"),
                                       u16_14=0x1234 if final else 0, u32_16=request.itt, u16_36=status), consume=status == 0)

    def login_status(self, connection):
        """0, a status (class << 8 | detail), or (status, pairs); asked at the first Login Request."""
        if not connection.discovery and connection.keys.get("TargetName") not in self.names:
            return 0x0203
        return 0

    def select_auth(self, offered):
        wanted = "CHAP" if self.chap else "None"
        return wanted if wanted in offered else "Reject"

    async def security(self, connection, keys, chap):
        """-> (state, answers, status, may leave the stage)"""
        if "AuthMethod" in keys:
            selected = self.select_auth(keys["AuthMethod"].split(","))
            if selected == "Reject":
                return chap, [], 0x0201, False
            return {"method": selected}, [("AuthMethod", selected)], 0, selected == "None"
        if not chap or chap["method"] == "None":
            return chap, [], 0, not self.chap
        if "CHAP_A" in keys:
            common = [int(a) for a in keys["CHAP_A"].split(",") if int(a) in self.algorithms]
            if not common:
                return chap, [], 0x0201, False
            chap.update(algorithm=common[0], identifier=os.urandom(1)[0], challenge=os.urandom(16))
            return chap, self.chap_challenge(chap), 0, False
        if "CHAP_R" in keys:
            if keys.get("CHAP_N") != self.chap[0] or decode_binary(keys["CHAP_R"]) != self.digest(chap, chap["identifier"], self.chap[1], chap["challenge"]):
                return chap, [], 0x0201, False
            return chap, self.chap_answer(chap, keys), 0, True
        return chap, [], 0, False

    def chap_challenge(self, chap):
        return [("CHAP_A", chap["algorithm"]), ("CHAP_I", chap["identifier"]), ("CHAP_C", "0x" + chap["challenge"].hex())]

    def chap_answer(self, chap, keys):
        if "CHAP_C" not in keys or not self.mutual:
            return []
        response = self.digest(chap, int(keys["CHAP_I"], 0), self.mutual[1], decode_binary(keys["CHAP_C"]))
        return [("CHAP_N", self.mutual[0]), ("CHAP_R", "0x" + response.hex())]

    @staticmethod
    def digest(chap, identifier, secret, challenge):
        return hashlib.new(HASHES[chap["algorithm"]], bytes([identifier]) + secret.encode() + challenge).digest()

    def login_answer(self, connection, keys, stage):
        answer = []
        for key, value in keys:
            if key in ("HeaderDigest", "DataDigest"):
                chosen = next((digest for digest in value.split(",") if digest in self.digests), "Reject")
                connection.keys[key + "Result"] = chosen
                answer.append((key, chosen))
            elif key in self.answers:
                answer.append((key, self.result(key, value)))
            elif key not in ("InitiatorName", "InitiatorAlias", "TargetName", "SessionType", "AuthMethod") and not key.startswith("CHAP_"):
                answer.append((key, "NotUnderstood"))
        return answer

    def result(self, key, offered):
        ours = self.answers[key]
        if key == "MaxRecvDataSegmentLength":
            return ours
        if key in ("InitialR2T", "DataPDUInOrder", "DataSequenceInOrder"):
            return "Yes" if "Yes" in (ours, offered) else "No"
        if key == "ImmediateData":
            return "Yes" if ours == offered == "Yes" else "No"
        return str((max if key == "DefaultTime2Wait" else min)(int(ours), int(offered)))

    async def before_login_response(self, connection, request):
        """A scenario's chance to delay, to close, or to say something else first."""

    # Full Feature Phase
    async def full_feature(self, connection):
        while True:
            request = await connection.read()
            if request.opcode == DATA_OUT:
                continue  # of a task that is over
            await self.serve(connection, request)

    async def serve(self, connection, request):
        """One request that is not Data-Out."""
        connection.accept(request)
        if request.opcode == SCSI_COMMAND:
            if request.flags & 7 == 4 or self.control_byte(request) & 4:
                raise Violation("a command that asks for auto contingent allegiance")  # MCS-06
            await self.command(connection, request)
        elif request.opcode == NOP_OUT:
            if request.itt != RESERVED:
                await connection.send(Pdu.make(NOP_IN, 0x80, request.data, u32_16=request.itt, u32_20=RESERVED))
        elif request.opcode == TEXT_REQUEST:
            await self.text_request(connection, request)
        elif request.opcode == TASK_REQUEST:
            await connection.send(Pdu.make(TASK_RESPONSE, 0x80, u32_16=request.itt))
        elif request.opcode == LOGOUT_REQUEST:
            await connection.send(Pdu.make(LOGOUT_RESPONSE, 0x80, u32_16=request.itt))
            raise ConnectionError("logged out")
        else:
            raise Violation(f"opcode {request.opcode:#x} in Full Feature Phase")

    async def text_request(self, connection, request):
        pairs = parse_text(request.data)
        answer = b""
        if pairs and pairs[0][0] == "SendTargets":
            answer = text(*[pair for name in self.names for pair in
                            (("TargetName", name), *(("TargetAddress", address) for address in (self.announced, *self.elsewhere)))])
        await connection.send(Pdu.make(TEXT_RESPONSE, 0x80, answer, u32_16=request.itt, u32_20=RESERVED))

    def lun_of(self, request):
        return request.u16(8) & 0x3FFF

    @staticmethod
    def control_byte(request):
        """The last byte of the CDB, SAM-5 §5.2; the group of the operation code tells how long it is."""
        return request.header[32 + (6, 10, 10, 6, 16, 12, 6, 6)[request.header[32] >> 5] - 1]

    async def command(self, connection, request):
        cdb, expected = bytes(request.header[32:48]), request.u32(20)
        if cdb[0] == 0xA0:
            luns = b"".join(struct.pack("!HHI", number, 0, 0) for number in range(len(self.disks)))
            return await self.send_data_in(connection, request, struct.pack("!II", len(luns), 0) + luns)
        if self.lun_of(request) >= len(self.disks):
            return await self.respond(connection, request, CHECK_CONDITION, bytes.fromhex("700005000000000a00000000250000000000"))
        disk = self.disks[self.lun_of(request)]
        data = b""
        if request.flags & 0x20:
            data = await self.collect(connection, request, expected)
        answer = disk.execute(cdb, data)
        if answer.status != GOOD:
            return await self.respond(connection, request, answer.status, answer.sense)
        if request.flags & 0x40:
            return await self.send_data_in(connection, request, answer.data)
        return await self.respond(connection, request, GOOD)

    async def collect(self, connection, request, expected):
        """Immediate data, then unsolicited Data-Out, then one R2T after the other. Other PDUs that come between are served."""
        data = bytearray(request.data)
        if len(data) and connection.keys.get("ImmediateData", "Yes") != "Yes":
            raise Violation("immediate data, though ImmediateData is No")
        final = bool(request.flags & 0x80)
        while not final:
            pdu = await self.data_out(connection, request.itt, RESERVED)
            if pdu.u32(40) != len(data):
                raise Violation(f"unsolicited Data-Out at offset {pdu.u32(40)} instead of {len(data)}")
            data += pdu.data
            final = bool(pdu.flags & 0x80)
        burst = int(self.answers["MaxBurstLength"])
        sequence = 0
        while len(data) < expected:
            length = min(burst, expected - len(data))
            connection.r2t_tag += 1
            tag = connection.r2t_tag  # another task's may be given while this one waits
            await connection.send(Pdu.make(R2T, 0x80, u64_8=request.u64(8), u32_16=request.itt, u32_20=tag, u32_36=sequence,
                                           u32_40=len(data), u32_44=length), consume=False)
            sequence += 1
            end, data_sn = len(data) + length, 0
            while len(data) < end:
                pdu = await self.data_out(connection, request.itt, tag)
                if pdu.u32(40) != len(data) or pdu.u32(36) != data_sn:
                    raise Violation("Data-Out with a wrong offset or DataSN")
                data_sn += 1
                data += pdu.data
                if bool(pdu.flags & 0x80) != (len(data) == end):
                    raise Violation("F bit not on exactly the last Data-Out of a sequence")
        connection.data.pop(request.itt, None)
        return bytes(data)

    async def data_out(self, connection, itt, tag):
        """The next Data-Out of a task. Commands that arrive meanwhile are served at once; data of other tasks waits for its turn."""
        waiting = connection.data.setdefault(itt, collections.deque())
        while not waiting:
            pdu = await connection.read()
            if pdu.opcode == DATA_OUT:
                connection.data.setdefault(pdu.itt, collections.deque()).append(pdu)
            else:
                await self.serve(connection, pdu)
        pdu = waiting.popleft()
        if pdu.u32(20) != tag:
            raise Violation(f"Data-Out with tag {pdu.u32(20):#x} instead of {tag:#x}")
        return pdu

    async def send_data_in(self, connection, request, data):
        """Status comes with the last Data-In, and a residual where the data is not what was expected."""
        expected = request.u32(20)
        residual = abs(expected - len(data))
        flags = 0x02 if len(data) < expected else 0x04 if len(data) > expected else 0
        data = data[:expected]
        limit = connection.initiator_max
        parts = [data[start:start + limit] for start in range(0, len(data), limit)] or [b""]
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            await connection.send(Pdu.make(DATA_IN, 0x80 | 0x01 | flags if last else 0, part, u32_16=request.itt, u32_20=RESERVED, u32_36=number,
                                           u32_40=number * limit, u32_44=residual if last else 0), stat_sn=last)

    async def respond(self, connection, request, status, sense=b""):
        data = struct.pack("!H", len(sense)) + sense if sense else b""
        expected = request.u32(20)
        flags = 0x80 | (0x02 if status and expected else 0)
        await connection.send(Pdu.make(SCSI_RESPONSE, flags, data, u8_3=status, u32_16=request.itt, u32_44=expected if flags & 2 else 0))

    async def async_message(self, connection, event, parameter1=0, parameter2=0, parameter3=0):
        await connection.send(Pdu.make(ASYNC, 0x80, u32_16=RESERVED, u8_36=event, u16_38=parameter1, u16_40=parameter2, u16_42=parameter3))

    async def reject(self, connection, request, reason):
        await connection.send(Pdu.make(REJECT, 0x80, bytes(request.header), u8_2=reason, u32_16=RESERVED))

    async def ping(self, connection, tag):
        await connection.send(Pdu.make(NOP_IN, 0x80, u32_16=RESERVED, u32_20=tag), consume=False)
