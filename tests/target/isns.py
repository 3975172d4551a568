# SPDX-License-Identifier: GPL-3.0-or-later
"""A scripted iSNS server (RFC 4171), correct by default, wrong where a scenario overrides answer(); and a relay that writes down what
the daemon and a real server say to each other. tshark judges the captures of both."""
import ipaddress
import socket
import struct
import threading

from capture import Capture

QUERY, REGISTER, DEREGISTER = 2, 1, 4
FROM_CLIENT, FROM_SERVER, LAST, FIRST = 0x8000, 0x4000, 0x0800, 0x0400
ENTITY, PROTOCOL, PORTAL, PORT, NAME, TYPE, ALIAS = 1, 2, 16, 17, 32, 33, 34
GROUP_NAME, GROUP_PORTAL, GROUP_PORT, GROUP_TAG = 48, 49, 50, 51


def tlv(tag, value=b""):
    """A text gets the zero that ends it, a number four bytes."""
    if isinstance(value, str):
        value = value.encode() + b"\0"
    if isinstance(value, int):
        value = struct.pack(">I", value)
    value += b"\0" * (-len(value) % 4)
    return struct.pack(">II", tag, len(value)) + value


def parse(payload):
    attributes = []
    while payload:
        tag, length = struct.unpack_from(">II", payload)
        attributes.append((tag, payload[8:8 + length]))
        payload = payload[8 + length:]
    return attributes


def pdu(function, transaction, payload, flags=FROM_SERVER | FIRST | LAST, sequence=0):
    return struct.pack(">6H", 1, function, len(payload), flags, transaction, sequence) + payload


def mapped(address):
    return b"\0" * 10 + b"\xff\xff" + ipaddress.ip_address(address).packed


def disk(name, address, port, group=1, alias=""):
    """The objects of one target with one portal."""
    return (tlv(NAME, name) + tlv(TYPE, 1) + (tlv(ALIAS, alias) if alias else b"") + tlv(GROUP_NAME, name) + tlv(GROUP_PORTAL, mapped(address)) +
            tlv(GROUP_PORT, port) + tlv(GROUP_TAG, group))


class Listener:
    """Accepts on a loopback port; serve(connection, stream) runs in a thread for each connection."""

    def __init__(self, capture):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.capture = Capture(capture, self.port)
        self.open = []
        self.threads = []
        self._spawn(self._accept)

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def _spawn(self, work, *arguments):
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _accept(self):
        while True:
            try:
                connection, peer = self.socket.accept()
            except OSError:
                return
            self.open.append(connection)
            self._spawn(self._serve, connection, self.capture.stream(peer[1]))

    def _serve(self, connection, stream):
        try:
            self.serve(connection, stream)
        except OSError:
            pass
        connection.close()
        stream.end()

    def stop(self):
        for each in [self.socket, *self.open]:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()
        for thread in self.threads:
            thread.join(5)
        self.capture.close()


def receive(connection, size):
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise OSError("closed")
        data += part
    return data


class IsnsServer(Listener):
    """Knows `targets` (bytes of disk()) and registers whoever asks. `requests` is what it was asked: (function, attributes)."""

    def __init__(self, capture, targets=b"", known=False):
        self.targets, self.known = targets, known
        self.requests = []
        super().__init__(capture)

    def status(self, function):
        return 0

    def objects(self, function, attributes):
        if function == QUERY and attributes[1][0] == NAME:
            return tlv(NAME, attributes[1][1]) + tlv(TYPE, 2) if self.known else b""
        return self.targets if function == QUERY else b""

    def answer(self, function, transaction, attributes):
        """The bytes that answer one request; None closes the connection."""
        payload = struct.pack(">I", self.status(function)) + tlv(*attributes[0]) + tlv(0) + self.objects(function, attributes)
        return pdu(function | 0x8000, transaction, payload)

    def serve(self, connection, stream):
        while True:
            head = receive(connection, 12)
            _, function, length, _, transaction, _ = struct.unpack(">6H", head)
            payload = receive(connection, length)
            stream.data(True, head + payload)
            attributes = parse(payload)
            self.requests.append((function, attributes))
            if function == REGISTER:
                self.known = True
            if function == DEREGISTER:
                self.known = False
            answer = self.answer(function, transaction, attributes)
            if answer is None:
                return
            stream.data(False, answer)
            connection.sendall(answer)


class Relay(Listener):
    """Between the daemon and a real server."""

    def __init__(self, capture, port):
        self.server_port = port
        super().__init__(capture)

    def serve(self, connection, stream):
        server = socket.create_connection(("127.0.0.1", self.server_port))
        self.open.append(server)
        self._spawn(self._pass_on, server, connection, stream, False)
        self._pass_on(connection, server, stream, True)

    def _pass_on(self, source, sink, stream, from_initiator):
        try:
            while data := source.recv(65536):
                stream.data(from_initiator, data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
