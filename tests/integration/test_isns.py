# SPDX-License-Identifier: GPL-3.0-or-later
"""Discovery from an iSNS server: a real one (open-isns), and a scripted one for what a real one does not do on request."""
import json
import struct
import time

from base import FAILED, REFUSED, UNREACHABLE, USAGE, SandboxTest, judge
from isns import DEREGISTER, FIRST, FROM_SERVER, LAST, NAME, QUERY, REGISTER, TYPE, IsnsServer, Relay, disk, pdu, tlv
from open_isns import OpenIsns
from sandbox import IQN, Target, wait_for

FIRST_DISK, SECOND_DISK = f"{IQN}:first", f"{IQN}:second"


class IsnsTest(SandboxTest):
    complaints = ()  # what tshark may say, because the script does it on purpose

    def watch(self, listener, capture):
        self.addCleanup(self._judge, listener, capture)
        return listener

    def _judge(self, listener, capture):
        listener.stop()
        verdict = [line for line in judge(capture, listener.port, "isns") if not any(word in line for word in self.complaints)]
        self.assertEqual(verdict, [], "tshark has complaints")

    def serve(self, server_class=IsnsServer, **keywords):
        capture = self.sandbox.directory / "isns.pcap"
        return self.watch(server_class(capture, **keywords), capture)

    def portal(self):
        return next(iter(self.sandbox.objects("Portal").values()))

    def initiator(self):
        return next(iter(self.sandbox.objects("Manager").values()))["InitiatorName"]


class Real(IsnsTest):
    """Against isnsd of open-isns; what both say goes through a relay, to tshark."""

    def prepare(self):
        self.sandbox.tgt.targets = [Target(FIRST_DISK, [self.sandbox.disk("first")])]
        self.sandbox.tgt.start()
        self.isns = OpenIsns(self.sandbox.directory)
        self.isns.start()
        self.addCleanup(self.isns.stop)
        self.register(FIRST_DISK)
        capture = self.sandbox.directory / "relay.pcap"
        self.relay = self.watch(Relay(capture, self.isns.port), capture)

    def register(self, name):
        self.isns.admin("--register", "entity=storage", f"target={name},alias=Photos", f"portal={self.sandbox.tgt.address}")

    def test_from_the_question_to_the_disk(self):  # ISN-03, ISN-04
        output = self.ctl("discover", "--isns", self.relay.address)
        self.assertIn(FIRST_DISK, output)
        node = self.sandbox.node(FIRST_DISK)
        self.assertEqual((node["Address"], node["Port"], node["Tpgt"], node["Status"]), ("127.0.0.1", self.sandbox.tgt.port, 1, 1))
        portal = self.portal()
        self.assertEqual((portal["Type"], portal["LastResult"], len(portal["Nodes"])), ("isns", "ok", 1))
        self.assertIsNone(self.sandbox.session(FIRST_DISK))  # ISN-08: nothing is connected by itself
        self.assertNotIn(self.initiator(), self.isns.nodes())  # it takes away what it registered
        self.ctl("login", FIRST_DISK)
        self.assertTrue(self.sandbox.disk_path(FIRST_DISK))
        self.ctl("logout", FIRST_DISK)

    def test_what_somebody_registered_stays(self):
        self.isns.admin("--register", f"entity={self.initiator()}", f"initiator={self.initiator()}")
        self.assertIn(FIRST_DISK, self.ctl("discover", "--isns", self.relay.address))
        self.assertIn(self.initiator(), self.isns.nodes())

    def test_new_and_missing(self):
        self.ctl("discover", "--isns", self.relay.address)
        self.register(SECOND_DISK)
        self.isns.admin("--deregister", f"iscsi-name={FIRST_DISK}")
        answer = json.loads(self.ctl("--json", "discover", "--isns", self.relay.address))
        self.assertEqual([(node["target"], node["new"]) for node in answer["nodes"]], [(SECOND_DISK, True)])
        self.assertEqual([node["target"] for node in answer["missing"]], [FIRST_DISK])

    def test_survives_a_restart(self):
        self.ctl("discover", "--isns", self.relay.address)
        self.sandbox.restart_daemon()
        self.assertEqual(self.portal()["Type"], "isns")
        self.register(SECOND_DISK)
        path = next(iter(self.sandbox.objects("Portal")))
        self.sandbox.call(path, "Portal", "Refresh", "a{sv}", 0)
        wait_for(lambda: len(self.sandbox.objects("Node")) == 2, 20, "the second target")


class NoDomain(IsnsTest):
    def test_nothing_to_see(self):
        isns = OpenIsns(self.sandbox.directory, default_domain=False)
        isns.start()
        self.addCleanup(isns.stop)
        isns.admin("--register", f"entity={FIRST_DISK}", f"target={FIRST_DISK}", "portal=127.0.0.1:3260")
        output = self.ctl("discover", "--isns", isns.address)
        self.assertIn("discovery domain", output)
        self.assertIn(self.initiator(), output)
        self.assertEqual(self.portal()["LastResult"], "ok")


class Scripted(IsnsTest):
    def test_registers_and_tidies_up(self):  # ISN-03
        server = self.serve(targets=disk(FIRST_DISK, "192.0.2.5", 3261, 7, "Photos"))
        self.ctl("discover", "--isns", server.address)
        self.assertEqual([function for function, _ in server.requests], [QUERY, REGISTER, QUERY, DEREGISTER])
        registered = dict(server.requests[1][1])
        self.assertEqual(registered[NAME].rstrip(b"\0").decode(), self.initiator())
        self.assertEqual(registered[TYPE], struct.pack(">I", 2))
        node = self.sandbox.node(FIRST_DISK)
        self.assertEqual((node["Address"], node["Port"], node["Tpgt"]), ("192.0.2.5", 3261, 7))

    def test_does_not_register_twice(self):
        server = self.serve(targets=disk(FIRST_DISK, "192.0.2.5", 3260), known=True)
        self.ctl("discover", "--isns", server.address)
        self.assertEqual([function for function, _ in server.requests], [QUERY, QUERY])

    def test_refuses_to_register(self):  # ISN-05
        class Closed(IsnsServer):
            def status(self, function):
                return 6 if function == QUERY else 8

        output = self.ctl("discover", "--isns", self.serve(Closed).address, code=REFUSED)
        self.assertIn("Source Unauthorized (8)", output)
        self.assertIn(self.initiator(), output)
        self.assertEqual(self.sandbox.objects("Portal"), {})  # an attempt that failed leaves nothing

    def test_refuses_to_answer(self):
        class Busy(IsnsServer):
            def status(self, function):
                return 12 if function == QUERY and self.known else 0

        server = self.serve(Busy)
        error = json.loads(self.ctl("--json", "discover", "--isns", server.address, code=REFUSED))["error"]
        self.assertEqual((error["code"], error["login_status"]), ("IsnsRefused", 12))
        self.assertEqual(server.requests[-1][0], DEREGISTER)

    def test_fails_later(self):  # what was found stays
        server = self.serve(targets=disk(FIRST_DISK, "192.0.2.5", 3260))
        self.ctl("discover", "--isns", server.address)
        server.answer = lambda *_: None
        self.ctl("discover", "--isns", server.address, code=FAILED)
        self.assertEqual(self.portal()["LastResult"], "IsnsViolation")
        self.assertEqual(len(self.sandbox.objects("Node")), 1)

    def test_cut_connection(self):
        class Cut(IsnsServer):
            def answer(self, function, transaction, attributes):
                return None if self.known else super().answer(function, transaction, attributes)

        output = self.ctl("discover", "--isns", self.serve(Cut).address, code=UNREACHABLE)
        self.assertIn("broke off", output)

    def test_silence(self):
        class Silent(IsnsServer):
            def answer(self, *_):
                return b""

        begun = time.monotonic()
        self.ctl("discover", "--isns", self.serve(Silent).address, "--timeout", 2, code=UNREACHABLE)
        self.assertLess(time.monotonic() - begun, 10)

    def test_cancelled(self):
        class Silent(IsnsServer):
            def answer(self, *_):
                return b""

        server = self.serve(Silent)
        job = self.sandbox.call("/org/portolan/Initiator1/Manager", "Manager", "Discover", "sqa{sv}", "127.0.0.1", server.port, 1, "type", "s", "isns")[0]
        wait_for(lambda: server.requests, 10, "the question")
        self.sandbox.call(job, "Job", "Cancel", "a{sv}", 0)
        self.assertEqual(self.sandbox.finish(job)["State"], 7)
        self.assertEqual(self.sandbox.objects("Portal"), {})

    def test_no_passwords(self):
        self.ctl("discover", "--isns", "127.0.0.1", "--name", "me", code=USAGE)

    def test_unknown_kind(self):
        with self.assertRaisesRegex(RuntimeError, "sendtargets"):
            self.sandbox.call("/org/portolan/Initiator1/Manager", "Manager", "Discover", "sqa{sv}", "127.0.0.1", 0, 1, "type", "s", "slp")


class Parts(IsnsTest):
    complaints = ("not the first PDU", "Malformed")  # tshark decodes each PDU alone

    def test_several_pdus(self):  # ISN-02
        class Cutting(IsnsServer):
            def answer(self, function, transaction, attributes):
                payload = super().answer(function, transaction, attributes)[12:]
                cuts = [payload[at:at + 64] for at in range(0, len(payload), 64)]
                return b"".join(pdu(function | 0x8000, transaction, part,
                                    FROM_SERVER | (0 if i else FIRST) | (LAST if i == len(cuts) - 1 else 0), i) for i, part in enumerate(cuts))

        server = self.serve(Cutting, targets=b"".join(disk(f"{IQN}:{i}", "192.0.2.5", 3260) for i in range(50)))
        self.ctl("discover", "--isns", server.address)
        self.assertEqual(len(self.sandbox.objects("Node")), 50)


class Broken(IsnsTest):
    complaints = ("not the first PDU", "Malformed", "malformed", "Length", "length")

    def refused(self, answer):
        class Wrong(IsnsServer):
            def answer(self, function, transaction, attributes):
                return answer(transaction)

        output = self.ctl("discover", "--isns", self.serve(Wrong).address, code=FAILED)
        self.assertIn("does not speak iSNS correctly", output)

    def test_wrong_length_of_an_attribute(self):  # ISN-02
        self.refused(lambda transaction: pdu(0x8002, transaction, struct.pack(">I", 0) + struct.pack(">II", NAME, 0x7FFFFFFC) + b"abc\0"))

    def test_wrong_length_of_a_pdu(self):  # ISN-01
        self.refused(lambda transaction: struct.pack(">6H", 1, 0x8002, 5, FROM_SERVER | FIRST | LAST, transaction, 0) + b"\0" * 5)

    def test_another_transaction(self):
        self.refused(lambda transaction: pdu(0x8002, transaction + 1, struct.pack(">I", 0) + tlv(0)))

    def test_a_web_server(self):
        self.refused(lambda transaction: b"HTTP/1.1 400 Bad Request\r\n\r\n")

    def test_endless(self):
        part = pdu(0x8002, 1, b"\0" * 65532, FROM_SERVER | FIRST)
        more = b"".join(pdu(0x8002, 1, b"\0" * 65532, FROM_SERVER, i) for i in range(1, 80))
        self.refused(lambda transaction: part + more)

    def test_names_too_long(self):  # ISN-07
        server = self.serve(targets=disk("iqn." + "a" * 300, "192.0.2.5", 3260) + disk(FIRST_DISK, "192.0.2.5", 3260), known=True)
        output = self.ctl("discover", "--isns", server.address)
        self.assertIn("left out the target", output)
        self.assertEqual([node["TargetName"] for node in self.sandbox.objects("Node").values()], [FIRST_DISK])
