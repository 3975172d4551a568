# SPDX-License-Identifier: GPL-3.0-or-later
"""An initiator made of PDUs that forgives nothing, for the tests of the null target."""
import pathlib
import socket
import struct
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / "target")]

import pdu as iscsi  # noqa: E402  (needs the path above)
from pdu import Pdu, RESERVED  # noqa: E402

NAME = "iqn.2026-11.org.portolan.bench:null"
FINAL, READS, WRITES = 0x80, 0x40, 0x20
OUR_SEGMENT = 2048


class Refused(Exception):
    """A login response with a status."""


class Client:
    """One connection of an initiator that forgives nothing. Numbers that a session shares are in `session`."""

    def __init__(self, test, target, isid=b"\x80\0\0\1\0\0", tsih=0, cid=0, session=None):
        self.test, self.target, self.isid, self.tsih, self.cid = test, target, isid, tsih, cid
        self.session = session if session is not None else {"cmd_sn": 100, "itt": 0}
        self.socket = socket.create_connection(("127.0.0.1", target.port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        test.addCleanup(self.socket.close)
        self.stream = target.capture.stream(self.socket.getsockname()[1])
        self.header_digest = self.data_digest = False
        self.exp_stat_sn = 0
        self.keys = {}
        self.max_cmd_sn = None

    # --- bytes

    def send(self, pdu):
        wire = pdu.encode(self.header_digest, self.data_digest)
        self.stream.data(True, wire)
        self.socket.sendall(wire)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise ConnectionError("the target closed the connection")
            data += part
        return data

    def receive(self):
        wire = header = self.exactly(48)
        self.test.assertEqual(header[4], 0, "additional headers of a target")
        if self.header_digest:
            digest = self.exactly(4)
            self.test.assertEqual(digest, iscsi.crc32c(header), "header digest")
            wire += digest
        length = int.from_bytes(header[5:8], "big")
        body = self.exactly(length + -length % 4)
        wire += body
        if self.data_digest and length:
            digest = self.exactly(4)
            self.test.assertEqual(digest, iscsi.crc32c(body), "data digest")
            wire += digest
        self.stream.data(False, wire)
        pdu = Pdu(header, body[:length])
        self.count(pdu)
        return pdu

    def count(self, pdu):
        """StatSN goes up by one with each answer that has a status; the window never shrinks."""
        with_status = pdu.opcode != iscsi.R2T and not (pdu.opcode == iscsi.DATA_IN and not pdu.flags & 1)
        if with_status:
            if self.exp_stat_sn:
                self.test.assertEqual(pdu.u32(24), self.exp_stat_sn, "StatSN")
            self.exp_stat_sn = pdu.u32(24) + 1
        if self.max_cmd_sn is not None:
            self.test.assertGreaterEqual(pdu.u32(32), self.max_cmd_sn, "MaxCmdSN")
        self.max_cmd_sn = pdu.u32(32)
        if pdu.opcode == iscsi.DATA_IN:
            self.test.assertLessEqual(len(pdu.data), OUR_SEGMENT, "MaxRecvDataSegmentLength")

    def closed(self):
        """The target ends the connection; what it sent before does not matter."""
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionResetError:
            pass

    # --- requests

    def tag(self):
        self.session["itt"] += 1
        return self.session["itt"]

    def number(self):
        """The CmdSN of a request that is not immediate."""
        self.session["cmd_sn"] += 1
        return self.session["cmd_sn"] - 1

    def login_pdu(self, stage, following, pairs):
        return Pdu.make(0x43, (FINAL | following if following else 0) | stage << 2, iscsi.text(*pairs),
                        u64_8=int.from_bytes(self.isid + struct.pack(">H", self.tsih), "big"), u32_16=7,
                        u16_20=self.cid, u32_24=self.session["cmd_sn"], u32_28=self.exp_stat_sn)

    def exchange_login(self, stage, following, pairs):
        self.send(self.login_pdu(stage, following, pairs))
        answer = self.receive()
        self.test.assertEqual(answer.opcode, iscsi.LOGIN_RESPONSE)
        if answer.u16(36):
            raise Refused(f"{answer.u16(36):04x}")
        self.test.assertEqual(answer.flags, (FINAL | following if following else 0) | stage << 2)
        for key, value in iscsi.parse_text(answer.data):
            self.test.assertNotIn(key, self.keys)
            self.keys[key] = value
        return answer

    def login(self, security=False, discovery=False, **offers):
        who = [("InitiatorName", "iqn.2026-11.org.portolan.test:client")]
        who += [] if discovery else [("TargetName", NAME)]
        who += [] if self.tsih else [("SessionType", "Discovery" if discovery else "Normal")]  # of the leading connection
        keys = {"HeaderDigest": "None", "DataDigest": "None", "MaxRecvDataSegmentLength": str(OUR_SEGMENT)}
        if not self.tsih:
            keys |= {"ErrorRecoveryLevel": "0", "DefaultTime2Wait": "2", "DefaultTime2Retain": "20"}
            if not discovery:
                keys |= {"InitialR2T": "No", "ImmediateData": "Yes", "MaxBurstLength": "16776192", "FirstBurstLength": "262144",
                         "MaxOutstandingR2T": "8", "MaxConnections": "8", "DataPDUInOrder": "Yes", "DataSequenceInOrder": "Yes"}
        keys |= offers
        if security:
            self.exchange_login(0, 1, who + [("AuthMethod", "CHAP,None")])
            self.test.assertEqual(self.keys.pop("AuthMethod"), "None")
            answer = self.exchange_login(1, 3, list(keys.items()))
        else:
            answer = self.exchange_login(1, 3, who + list(keys.items()))
        if not discovery:
            self.test.assertEqual(self.keys["TargetPortalGroupTag"], "1")
        if not self.tsih:
            self.test.assertNotEqual(answer.u16(14), 0, "TSIH")
        self.tsih = answer.u16(14)
        self.keys = self.session.setdefault("keys", {}) | self.keys  # what the first connection agreed on holds for all
        self.session["keys"] |= self.keys
        self.header_digest = self.keys["HeaderDigest"] == "CRC32C"
        self.data_digest = self.keys["DataDigest"] == "CRC32C"
        return self

    def command(self, cdb, write=b"", expected=None, lun=0, read=False):
        """Sends a command with what may go with it unasked. -> what transfer() needs"""
        expected = len(write) if expected is None else expected
        segment = int(self.keys["MaxRecvDataSegmentLength"])
        first = min(int(self.keys.get("FirstBurstLength", 65536)), expected)
        immediate = min(first, segment) if self.keys.get("ImmediateData") == "Yes" else 0
        unasked = first if self.keys.get("InitialR2T") == "No" else immediate
        tag = self.tag()
        flags = (READS if read else 0) | (WRITES if write else 0) | (FINAL if unasked == immediate or not write else 0)
        self.send(Pdu.make(iscsi.SCSI_COMMAND, flags | 1, write[:immediate], u16_8=lun, u32_16=tag, u32_20=expected,
                           u32_24=self.number(), u32_28=self.exp_stat_sn).with_cdb(cdb))
        self.immediate = immediate if write else 0
        if write and unasked > immediate:
            self.data_out(write, tag, RESERVED, 0, immediate, unasked)
        return {"tag": tag, "write": write, "at": unasked, "r2t_sn": 0, "data": b"", "data_sn": 0, "expected": expected}

    def data_out(self, write, tag, transfer_tag, lun, start, end):
        segment = int(self.keys["MaxRecvDataSegmentLength"])
        for number, at in enumerate(range(start, end, segment)):
            part = write[at:min(at + segment, end)]
            self.send(Pdu.make(iscsi.DATA_OUT, FINAL if at + len(part) == end else 0, part, u64_8=lun, u32_16=tag, u32_20=transfer_tag,
                               u32_28=self.exp_stat_sn, u32_36=number, u32_40=at))

    def transfer(self, *tasks):
        """Serves commands until all have their status: sets status, sense, residual, data, r2ts."""
        waiting = {task["tag"]: task for task in tasks}
        asked = []
        while waiting:
            answer = self.receive()
            task = waiting[answer.itt]
            if answer.opcode == iscsi.R2T:
                self.test.assertEqual(answer.u32(36), task["r2t_sn"], "R2TSN")
                self.test.assertEqual(answer.u32(40), task["at"], "offset of an R2T")
                self.test.assertLessEqual(answer.u32(44), int(self.keys["MaxBurstLength"]))
                task["r2t_sn"] += 1
                task["at"] += answer.u32(44)
                self.test.assertLessEqual(task["at"], len(task["write"]))
                asked.append(answer)
                own = [r2t for r2t in asked if r2t.itt == answer.itt]
                self.test.assertLessEqual(len(own), int(self.keys["MaxOutstandingR2T"]))
                # Answered late on purpose: as many come as may come.
                if len(own) == int(self.keys["MaxOutstandingR2T"]) or task["at"] == len(task["write"]):
                    for r2t in own:
                        asked.remove(r2t)
                        self.data_out(task["write"], r2t.itt, r2t.u32(20), r2t.u64(8), r2t.u32(40), r2t.u32(40) + r2t.u32(44))
                continue
            if answer.opcode == iscsi.DATA_IN:
                self.test.assertEqual(answer.u32(36), task["data_sn"], "DataSN")
                self.test.assertEqual(answer.u32(40), len(task["data"]), "offset of a Data-In")
                task["data_sn"] += 1
                task["data"] += answer.data
                burst = int(self.keys["MaxBurstLength"])
                self.test.assertEqual(bool(answer.flags & FINAL), len(task["data"]) % burst == 0 or bool(answer.flags & 1), "F of a Data-In")
                if not answer.flags & 1:
                    continue
            else:
                self.test.assertEqual(answer.opcode, iscsi.SCSI_RESPONSE)
                self.test.assertEqual(answer.u8(2), 0)
            task["status"] = answer.u8(3)
            task["residual"] = (answer.flags & 6, answer.u32(44))
            task["sense"] = answer.data[2:] if answer.opcode == iscsi.SCSI_RESPONSE and answer.data else b""
            del waiting[answer.itt]
        return tasks[0]

    def read(self, block, blocks, size=512, lun=0):
        task = self.transfer(self.command(read16(block, blocks), expected=blocks * size, lun=lun, read=True))
        self.test.assertEqual((task["status"], task["residual"]), (0, (0, 0)))
        return task["data"]

    def write(self, block, data, size=512, lun=0):
        task = self.transfer(self.command(write16(block, len(data) // size), data, lun=lun))
        self.test.assertEqual((task["status"], task["residual"]), (0, (0, 0)))
        return task

    def ask(self, cdb, expected=512, lun=0):
        """A command with a short answer: the data, or sense key and code as a tuple."""
        task = self.transfer(self.command(bytes(cdb), expected=expected, lun=lun, read=expected > 0))
        if task["status"] == 2:
            return task["sense"][2], task["sense"][12], task["sense"][13]
        self.test.assertEqual(task["status"], 0)
        self.test.assertEqual(task["residual"], (2, expected - len(task["data"])) if expected > len(task["data"]) else (0, 0))
        return task["data"]

    def logout(self):
        self.send(Pdu.make(iscsi.LOGOUT_REQUEST, FINAL, u32_16=self.tag(), u16_20=self.cid, u32_24=self.number(), u32_28=self.exp_stat_sn))
        answer = self.receive()
        self.test.assertEqual((answer.opcode, answer.u8(2)), (iscsi.LOGOUT_RESPONSE, 0))
        self.closed()


def with_cdb(pdu, cdb):
    pdu.header[32:32 + len(cdb)] = cdb
    return pdu


Pdu.with_cdb = with_cdb


def read16(block, blocks):
    return struct.pack(">BBQIBB", 0x88, 0, block, blocks, 0, 0)


def write16(block, blocks):
    return struct.pack(">BBQIBB", 0x8A, 0, block, blocks, 0, 0)
