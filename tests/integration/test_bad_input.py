# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong addresses, wrong services, wrong names, damaged files: one clear sentence, an exit code by cause, nothing lost."""
import os
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import unittest

from base import AS_ROOT, CANCELLED, FAILED, NOT_FOUND, OK, UNAVAILABLE, UNREACHABLE, USAGE, SandboxTest
from sandbox import IQN, Target, free_port, wait_for


class Addresses(SandboxTest):
    def test_unknown_host(self):
        self.assertIn("nosuchhost.invalid", self.ctl("discover", "nosuchhost.invalid", code=UNREACHABLE))

    def test_closed_port(self):
        self.assertIn("refused", self.ctl("discover", f"127.0.0.1:{free_port()}", code=UNREACHABLE).lower())

    def test_malformed(self):
        for address in ("", "[::1", "host:0", "host:65536", "ho st", "a;b"):
            with self.subTest(address=address):
                self.ctl("discover", address, code=USAGE)

    def test_black_hole(self):
        """Somebody who accepts and never says a word: bounded, and cancellable."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            address = f"127.0.0.1:{listener.getsockname()[1]}"
            command = [self.sandbox.program("portolanctl"), "--bus", self.sandbox.bus.address, "discover", address]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=10)
            self.assertEqual(process.returncode, CANCELLED)
            wait_for(lambda: all(job["State"] == 7 for job in self.sandbox.objects("Job").values()), 5, "the end of the job")
            started = time.monotonic()
            self.ctl("discover", address, code=UNREACHABLE)
            self.assertLess(time.monotonic() - started, 40)

    def test_http(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()

            def serve():
                peer, _ = listener.accept()
                peer.recv(4096)
                peer.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                peer.close()

            threading.Thread(target=serve, daemon=True).start()
            output = self.ctl("discover", f"127.0.0.1:{listener.getsockname()[1]}", code=FAILED)
            self.assertIn("iSCSI", output)


class Settings(SandboxTest):
    def prepare(self):
        self.sandbox.tgt.targets = [Target(f"{IQN}:a", [self.sandbox.disk("a", 4)]), Target(f"{IQN}:b", [self.sandbox.disk("b", 4)])]
        self.sandbox.tgt.start()

    def test_secrets(self):  # ATH-14, ATH-15, ATH-16
        self.ctl("discover", self.sandbox.tgt.address)
        self.ctl("set-chap", f"{IQN}:a", "--name", "x", secret="short", code=USAGE)
        self.ctl("set-chap", f"{IQN}:a", "--name", "x", secret="y" * 256, code=USAGE)
        self.ctl("set-chap", f"{IQN}:a", "--name", "x", "--mutual", "--target-name", "t", secret="same-both-ways", target_secret="same-both-ways", code=USAGE)

    def test_values(self):
        self.ctl("discover", self.sandbox.tgt.address)
        for setting in ("login-timeout=0", "login-timeout=many", "max-burst-length=1", "nonsense=1", "auto-login=maybe"):
            with self.subTest(setting=setting):
                self.ctl("set", f"{IQN}:a", setting, code=USAGE)

    def test_initiator_names(self):  # NAM-04, NAM-07
        before = self.ctl("initiator-name")
        for name in ("iqn.2026-13.org.example", "iqn.2026-1.org.example", "nonsense", "iqn.2026-11.org.example:a b", "iqn.2026-11.org.example:" + "x" * 220):
            with self.subTest(name=name):
                self.ctl("initiator-name", name, code=USAGE)
        self.assertEqual(self.ctl("initiator-name"), before)

    def test_unknown_target(self):
        self.ctl("login", f"{IQN}:nobody", code=NOT_FOUND)

    def test_refused_by_the_acl(self):
        self.sandbox.tgt.add(Target(f"{IQN}:private", [self.sandbox.disk("private", 4)]))
        self.ctl("discover", self.sandbox.tgt.address)
        self.sandbox.tgt.admin("--mode", "target", "--op", "unbind", "--tid", 3, "--initiator-address", "ALL")
        self.sandbox.tgt.admin("--mode", "target", "--op", "bind", "--tid", 3, "--initiator-name", "iqn.2026-11.org.example:somebody-else")
        done = self.sandbox.ctl("login", f"{IQN}:private", check=False)
        self.assertNotEqual(done.returncode, OK)
        self.assertTrue(done.stderr.strip())

    def test_two_clients_at_once(self):
        self.ctl("discover", self.sandbox.tgt.address)
        results = []
        threads = [threading.Thread(target=lambda: results.append(self.sandbox.ctl("login", f"{IQN}:a", check=False).returncode)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertIn(OK, results)
        self.assertEqual(len(self.sandbox.objects("Session")), 1)


class Daemon(SandboxTest):
    def start_again(self):
        """Starts a second daemon and gives (exit code, what it said)."""
        self.sandbox.start_daemon(wait=False)
        code = self.sandbox.daemon.wait(20)
        self.sandbox.daemon = None
        return code, (self.sandbox.directory / "portoland.log").read_text().strip().splitlines()[-1]

    def test_absent(self):
        self.sandbox.stop_daemon()
        self.ctl("sessions", code=UNAVAILABLE)

    def test_second_on_the_same_state(self):
        first = self.sandbox.daemon
        code, said = self.start_again()
        self.assertNotEqual(code, 0)
        self.assertIn(str(first.pid), said)
        self.sandbox.daemon = first
        self.assertEqual(self.sandbox.ctl("sessions").returncode, OK)

    def database(self):
        return next(self.sandbox.state.glob("*.db"))

    def refused(self, word):
        before = self.database().read_bytes()
        code, said = self.start_again()
        self.assertNotEqual(code, 0)
        self.assertIn(word, said.lower())
        self.assertEqual(self.database().read_bytes(), before, "the database was touched")

    def test_damaged_database(self):  # FLT-15
        self.sandbox.stop_daemon()
        with open(self.database(), "r+b") as file:
            file.seek(100)
            file.write(os.urandom(4000))
        self.refused("damaged")

    def test_newer_database(self):
        self.sandbox.stop_daemon()
        with sqlite3.connect(self.database()) as connection:
            connection.execute("PRAGMA user_version = 9999")
        connection.close()
        self.refused("newer")

    @unittest.skipIf(AS_ROOT, "root writes to read-only files; the store's unit test covers it with a read-only mount")
    def test_read_only_database(self):
        self.sandbox.stop_daemon()
        self.database().chmod(0o400)
        self.sandbox.state.chmod(0o500)
        self.addCleanup(lambda: self.sandbox.state.chmod(0o700))
        self.refused("read-only")

    def test_kill_9_keeps_the_nodes(self):  # FLT-11
        self.ctl("add-node", f"{IQN}:kept", "192.0.2.1")
        self.sandbox.restart_daemon(signal.SIGKILL)
        self.assertIsNotNone(self.sandbox.node(f"{IQN}:kept"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
