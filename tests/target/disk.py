# SPDX-License-Identifier: GPL-3.0-or-later
"""A SCSI disk in memory: just enough of SPC and SBC for an initiator that behaves."""
import struct

GOOD, CHECK_CONDITION, BUSY, TASK_SET_FULL = 0x00, 0x02, 0x08, 0x28


def sense(key, asc, ascq):
    """Fixed format, current error."""
    return bytes([0x70, 0, key, 0, 0, 0, 0, 10, 0, 0, 0, 0, asc, ascq, 0, 0, 0, 0])


class Answer:
    """What a command came to: status, data for the initiator, sense."""

    def __init__(self, data=b"", status=GOOD, sense_data=b""):
        self.data, self.status, self.sense = data, status, sense_data


class Disk:
    BLOCK = 512

    def __init__(self, megabytes=16, read_only=False):
        self.memory = bytearray(megabytes << 20)
        self.read_only = read_only
        self.unmapped = 0
        self.flushes = 0

    @property
    def blocks(self):
        return len(self.memory) // self.BLOCK

    def write_length(self, cdb):
        """Bytes a command will take from the initiator."""
        if cdb[0] == 0x2A:
            return int.from_bytes(cdb[7:9], "big") * self.BLOCK
        if cdb[0] == 0x8A:
            return int.from_bytes(cdb[10:14], "big") * self.BLOCK
        if cdb[0] == 0x42:
            return int.from_bytes(cdb[7:9], "big")
        if cdb[0] == 0x93:
            return 0 if cdb[1] & 0x01 else self.BLOCK
        return 0

    def execute(self, cdb, data=b""):
        handler = {0x00: self._nothing, 0x12: self._inquiry, 0x1A: self._mode_sense6, 0x5A: self._mode_sense10, 0x25: self._capacity10,
                   0x9E: self._capacity16, 0x28: self._read, 0x88: self._read, 0x2A: self._write, 0x8A: self._write, 0x35: self._flush,
                   0x91: self._flush, 0x42: self._unmap, 0x93: self._write_same}.get(cdb[0])
        if not handler:
            return Answer(status=CHECK_CONDITION, sense_data=sense(5, 0x20, 0))
        return handler(cdb, data)

    def _nothing(self, cdb, data):
        return Answer()

    def _flush(self, cdb, data):
        self.flushes += 1
        return Answer()

    def _inquiry(self, cdb, data):
        if not cdb[1] & 1:
            answer = bytes([0, 0, 6, 2, 91, 0, 0, 2]) + b"Portolan" + b"Scripted disk   " + b"1.0 " + bytes(60)
            return Answer(answer[:96])
        pages = {
            0x00: bytes([0, 0x80, 0x83, 0xB0, 0xB1, 0xB2]),
            0x80: b"scripted-0001",
            0x83: bytes([0x01, 0x03, 0, 8]) + bytes.fromhex("5001405000000001"),
            0xB0: bytes([0, 0]) + struct.pack("!HIIIIIII", 8, 2048, 256, 0, 8192, 16, 1, 0x80000000) + struct.pack("!Q", 8192) + bytes(20),
            0xB1: struct.pack("!H", 1) + bytes(58),
            0xB2: bytes([0, 0xE0, 2, 0]),
        }
        page = pages.get(cdb[2])
        if page is None:
            return Answer(status=CHECK_CONDITION, sense_data=sense(5, 0x24, 0))
        return Answer(bytes([0, cdb[2]]) + struct.pack("!H", len(page)) + page)

    def _mode_pages(self):
        return bytes([0x08, 0x12, 0x04]) + bytes(17)  # caching page with WCE

    def _mode_sense6(self, cdb, data):
        pages = self._mode_pages()
        return Answer(bytes([3 + len(pages), 0, 0x80 if self.read_only else 0x10, 0]) + pages)

    def _mode_sense10(self, cdb, data):
        pages = self._mode_pages()
        return Answer(struct.pack("!HBBBBH", 6 + len(pages), 0, 0x80 if self.read_only else 0x10, 0, 0, 0) + pages)

    def _capacity10(self, cdb, data):
        return Answer(struct.pack("!II", min(self.blocks - 1, 0xFFFFFFFF), self.BLOCK))

    def _capacity16(self, cdb, data):
        return Answer(struct.pack("!QIBBH", self.blocks - 1, self.BLOCK, 0, 0, 0xC000) + bytes(16))

    def _range(self, cdb):
        if cdb[0] in (0x28, 0x2A):
            return int.from_bytes(cdb[2:6], "big"), int.from_bytes(cdb[7:9], "big")
        return int.from_bytes(cdb[2:10], "big"), int.from_bytes(cdb[10:14], "big")

    def _read(self, cdb, data):
        start, count = self._range(cdb)
        if start + count > self.blocks:
            return Answer(status=CHECK_CONDITION, sense_data=sense(5, 0x21, 0))
        return Answer(bytes(self.memory[start * self.BLOCK:(start + count) * self.BLOCK]))

    def _write(self, cdb, data):
        start, count = self._range(cdb)
        if start + count > self.blocks:
            return Answer(status=CHECK_CONDITION, sense_data=sense(5, 0x21, 0))
        if self.read_only:
            return Answer(status=CHECK_CONDITION, sense_data=sense(7, 0x27, 0))
        if len(data) != count * self.BLOCK:
            return Answer(status=CHECK_CONDITION, sense_data=sense(0x0B, 0x0C, 0x0D))
        self.memory[start * self.BLOCK:(start + count) * self.BLOCK] = data
        return Answer()

    def _unmap(self, cdb, data):
        for offset in range(8, 8 + int.from_bytes(data[2:4], "big"), 16):
            start, count = struct.unpack("!QI", data[offset:offset + 12])
            self.memory[start * self.BLOCK:(start + count) * self.BLOCK] = bytes(count * self.BLOCK)
            self.unmapped += count
        return Answer()

    def _write_same(self, cdb, data):
        start, count = self._range(cdb)
        self.memory[start * self.BLOCK:(start + count) * self.BLOCK] = (data or bytes(self.BLOCK)) * count
        return Answer()
