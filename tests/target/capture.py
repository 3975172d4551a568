# SPDX-License-Identifier: GPL-3.0-or-later
"""A pcap file of a conversation, made from the bytes themselves: no privileges, and a judge (tshark) who knows neither side."""
import ipaddress
import struct
import threading


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Capture:
    """Segments of at most 1,400 bytes with right sequence numbers and checksums, raw IPv4 (link type 101)."""

    def __init__(self, path, port):
        self.file = open(path, "wb")
        self.port = port
        self.lock = threading.Lock()
        self.clock = 0
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))

    def stream(self, client_port):
        return Stream(self, client_port)

    def write(self, packet):
        with self.lock:
            self.clock += 1
            self.file.write(struct.pack("<IIII", 1_700_000_000 + self.clock // 1000, self.clock % 1000 * 1000, len(packet), len(packet)))
            self.file.write(packet)
            self.file.flush()

    def close(self):
        self.file.close()


class Stream:
    """One TCP connection: handshake, bytes both ways, end."""

    def __init__(self, capture, client_port):
        self.capture, self.client_port = capture, client_port
        self.next = {True: 1000, False: 5000}  # sequence numbers; True = from the initiator
        self._segment(True, 0x02)
        self.next[True] += 1
        self._segment(False, 0x12)
        self.next[False] += 1
        self._segment(True, 0x10)

    def data(self, from_initiator, data):
        for start in range(0, len(data), 1400):
            part = data[start:start + 1400]
            self._segment(from_initiator, 0x18, part)
            self.next[from_initiator] += len(part)

    def end(self):
        for side in (True, False):
            self._segment(side, 0x11)
            self.next[side] += 1

    def _segment(self, from_initiator, flags, data=b""):
        here = ipaddress.ip_address("127.0.0.1").packed
        source, destination = (self.client_port, self.capture.port) if from_initiator else (self.capture.port, self.client_port)
        acknowledged = self.next[not from_initiator] if flags & 0x10 else 0
        header = struct.pack("!HHIIBBHHH", source, destination, self.next[from_initiator] & 0xFFFFFFFF, acknowledged & 0xFFFFFFFF,
                             5 << 4, flags, 65535, 0, 0)
        pseudo = here + here + struct.pack("!BBH", 0, 6, len(header) + len(data))
        header = header[:16] + struct.pack("!H", checksum(pseudo + header + data)) + header[18:]
        ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(header) + len(data), 0, 0x4000, 64, 6, 0, here, here)
        ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
        self.capture.write(ip + header + data)
