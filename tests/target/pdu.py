# SPDX-License-Identifier: GPL-3.0-or-later
"""iSCSI PDUs as a target sees them, RFC 7143 §11. Written from the specification, sharing nothing with the daemon."""
import struct

RESERVED = 0xFFFFFFFF

NOP_OUT, SCSI_COMMAND, TASK_REQUEST, LOGIN_REQUEST, TEXT_REQUEST, DATA_OUT, LOGOUT_REQUEST, SNACK = 0, 1, 2, 3, 4, 5, 6, 0x10
NOP_IN, SCSI_RESPONSE, TASK_RESPONSE, LOGIN_RESPONSE, TEXT_RESPONSE, DATA_IN, LOGOUT_RESPONSE = 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26
R2T, ASYNC, REJECT = 0x31, 0x32, 0x3F


def _table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


_CRC = _table()


def crc32c(data):
    """The four bytes as they stand on the wire, §13.1 and RFC 3720 appendix B.4."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ _CRC[(crc ^ byte) & 0xFF]
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


def pad(data):
    return bytes(data) + bytes(-len(data) % 4)


class Pdu:
    """A header of 48 bytes, additional headers, and a data segment. Fields are read and written by offset."""

    def __init__(self, header=bytes(48), data=b"", ahs=b""):
        self.header, self.data, self.ahs = bytearray(header), bytes(data), bytes(ahs)

    @classmethod
    def make(cls, opcode, flags=0x80, data=b"", **fields):
        """fields: u8_N, u16_N, u32_N, u64_N = value at offset N."""
        pdu = cls(data=data)
        pdu.header[0], pdu.header[1] = opcode, flags
        for name, value in fields.items():
            size, offset = name[1:].split("_")
            width = int(size) // 8
            pdu.header[int(offset):int(offset) + width] = value.to_bytes(width, "big")
        return pdu

    def u8(self, offset):
        return self.header[offset]

    def u16(self, offset):
        return int.from_bytes(self.header[offset:offset + 2], "big")

    def u32(self, offset):
        return int.from_bytes(self.header[offset:offset + 4], "big")

    def u64(self, offset):
        return int.from_bytes(self.header[offset:offset + 8], "big")

    @property
    def opcode(self):
        return self.header[0] & 0x3F

    @property
    def immediate(self):
        return bool(self.header[0] & 0x40)

    @property
    def flags(self):
        return self.header[1]

    @property
    def itt(self):
        return self.u32(16)

    def encode(self, header_digest=False, data_digest=False):
        self.header[4] = len(self.ahs) // 4
        self.header[5:8] = len(self.data).to_bytes(3, "big")
        head = bytes(self.header) + self.ahs
        wire = head + (crc32c(head) if header_digest else b"")
        body = pad(self.data)
        return wire + body + (crc32c(body) if data_digest and self.data else b"")


async def read_pdu(reader, header_digest=False, data_digest=False):
    """One PDU from a stream; IncompleteReadError at its end. A wrong digest is the initiator's bug, so it raises."""
    header = await reader.readexactly(48)
    ahs = await reader.readexactly(header[4] * 4)
    wire = header + ahs
    if header_digest:
        digest = await reader.readexactly(4)
        wire += digest
        if digest != crc32c(header + ahs):
            raise ValueError("the initiator sent a wrong header digest")
    length = int.from_bytes(header[5:8], "big")
    body = await reader.readexactly(length + (-length % 4))
    wire += body
    if data_digest and length:
        digest = await reader.readexactly(4)
        wire += digest
        if digest != crc32c(body):
            raise ValueError("the initiator sent a wrong data digest")
    return Pdu(header, body[:length], ahs), wire


def parse_text(data):
    """key=value pairs, §6.1: each ends in one NUL."""
    if data and data[-1] != 0:
        raise ValueError("the text does not end in NUL")
    pairs = []
    for item in data.split(b"\0")[:-1]:
        key, separator, value = item.partition(b"=")
        if not separator:
            raise ValueError(f"{item!r} is no key=value pair")
        pairs.append((key.decode(), value.decode()))
    return pairs


def text(*pairs):
    return b"".join(f"{key}={value}".encode() + b"\0" for key, value in pairs)
