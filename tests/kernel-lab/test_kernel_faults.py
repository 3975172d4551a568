# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault matrix of the kernel data plane: the journal workload runs through every fault, and nothing acknowledged is lost."""
import random
import signal
import time

import kernel_sessions
from guest import IQN, SLOW, JournalTest, slow
from sandbox import wait_for


class Way:
    """One target with one disk, the way to it, and the load on it."""

    settings = ("noop-interval=1", "noop-timeout=1", "replacement-timeout=60")

    def __init__(self, test, number, **target):
        self.test, self.name = test, f"{IQN}:t{number}"
        self.disk = test.lio.disk(f"disk{number}", 4, attributes={"emulate_write_cache": 1})  # so that flushes reach it
        self.target = test.lio.target(self.name, [self.disk], **{"parameters": {"DefaultTime2Wait": 0}, **target})

    def use_digests(self):
        for digest in ("HeaderDigest", "DataDigest"):
            self.target.group.set_parameter(digest, "CRC32C")
        self.settings += ("header-digest=require", "data-digest=require")

    def logged_in(self):
        """As sysfs has it: looking there costs the guest's one processor nothing."""
        return [session["state"] for session in kernel_sessions.all_of_them().values() if session["target"] == self.name] == ["LOGGED_IN"]

    def wait_lost(self):
        wait_for(lambda: not self.logged_in(), 20, f"the loss of {self.name}")

    def wait_online(self):
        wait_for(self.logged_in, 40, f"the return of {self.name}")
        wait_for(lambda: self.test.sandbox.online(self.name), 5, f"the daemon's knowing of it, {self.name}")

    def nothing(self):
        """No fault at all."""

    def reported(self, code):
        return sum(event["Code"] == code and event["Source"] == self.name for event in self.test.sandbox.events())


class RelayWay(Way):
    def __init__(self, test, number, **target):
        super().__init__(test, number, **target)
        self.relay = test.relay()
        self.address = self.relay.address

    def connection_reset(self):
        for _ in range(2):
            self.relay.reset()
            self.wait_lost()
            self.wait_online()

    def reset_while_it_comes_back(self):
        for _ in range(30):
            self.relay.reset()
            time.sleep(0.1)
        self.wait_online()

    def target_restarts(self):
        self.target.disable()
        self.wait_lost()
        self.target.enable()
        self.wait_online()

    def target_made_anew(self):
        self.target.unpublish()
        self.wait_lost()
        self.target.publish()
        self.wait_online()

    def silence(self):
        self.relay.stall()
        self.wait_lost()
        self.relay.resume()
        self.wait_online()
        self.test.assertIn("did not answer a ping", " ".join(event["Message"] for event in self.test.sandbox.events() if event["Source"] == self.name))

    def silence_of_30_seconds(self):
        self.relay.stall()
        time.sleep(30)
        self.relay.resume()
        self.wait_online()

    def outage(self):
        self.relay.refuse()
        wait_for(lambda: self.reported("session.requests_failed"), 20, "the end of the replacement timeout")
        time.sleep(1)
        self.relay.accept()
        self.wait_online()


class NetworkWay(Way):
    def __init__(self, test, number, **target):
        self.link = test.net.links[number]
        self.address = self.link.far
        super().__init__(test, number, portals=[(self.link.far, 3260)], namespace=test.net.namespace, **target)

    def cut(self, **direction):
        self.link.cut(**direction)
        self.wait_lost()
        self.link.mend()
        self.wait_online()

    def cut_in_both_directions(self):
        self.cut()

    def cut_on_the_way_there(self):
        self.cut(back=False)

    def cut_on_the_way_back(self):
        self.cut(there=False)

    def cable_pulled(self):
        self.link.down()
        self.wait_lost()
        self.link.up()
        self.wait_online()

    def short_cut(self):
        """Too short to be noticed: TCP sends again."""
        self.link.cut()
        time.sleep(0.5)
        self.link.mend()
        time.sleep(1.5)
        self.test.assertEqual(self.reported("session.lost"), 0)


    def disturbed(self):
        """FLT-10: slower, and nothing else."""
        self.link.disturb()
        time.sleep(4)
        self.link.mend()
        self.test.assertEqual(self.reported("session.lost"), 0)


class Faults(JournalTest):
    def login(self, *ways):
        for way in ways:
            self.ctl("add-node", way.name, way.address)  # LIO would name its own portals only
            if way.settings:
                self.ctl("set", way.name, *way.settings)
        self.ctl("login", *(way.name for way in ways))
        for way in ways:
            way.journal = self.journal(self.kernel_disk(way.name), [way.disk.path])

    def run_faults(self, faults, within=None, **options):
        """`faults`: methods of a way each."""
        reports = self.through([(fault.__self__.journal, fault) for fault in faults], within, depth=4, **options)
        for fault in faults:
            self.assertEqual(self.kernel_disk(fault.__self__.name), fault.__self__.journal.device, "the disk stays what it is")
        return reports


class OverRelay(Faults):
    """FLT-01, FLT-03, FLT-05."""

    def test_faults(self):
        ways = [RelayWay(self, number) for number in range(5)]
        ways[0].use_digests()
        ways[4].use_digests()
        self.login(*ways)
        self.run_faults([ways[0].connection_reset, ways[1].reset_while_it_comes_back, ways[2].target_restarts, ways[3].target_made_anew, ways[4].silence], 20)
        self.ctl("logout", "--all")

    @slow
    def test_digests_and_none_the_other_way_round(self):
        ways = [RelayWay(self, number) for number in range(5)]
        for way in ways[1:4]:
            way.use_digests()
        self.login(*ways)
        self.run_faults([ways[0].connection_reset, ways[1].reset_while_it_comes_back, ways[2].target_restarts, ways[3].target_made_anew, ways[4].silence], 20)
        self.ctl("logout", "--all")

    @slow
    def test_silence_of_30_seconds(self):
        way = RelayWay(self, 0)
        way.settings = ()  # as they are from the start: a ping after 5 s, which may take 5 s
        self.login(way)
        self.run_faults([way.silence_of_30_seconds], 45)
        self.ctl("logout", "--all")

    @slow
    def test_faults_at_random(self):  # FLT-24
        """Two minutes, with the daemon dying in between; each fault meets whatever the one before has left."""
        way = RelayWay(self, 0)
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        print(f"seed {seed}; ", end="", flush=True)

        def daemon_dies():
            self.sandbox.stop_daemon(signal.SIGKILL)
            time.sleep(chance.uniform(0, 1))
            self.sandbox.start_daemon()

        def away_for_a_moment(away, back):
            away()
            time.sleep(chance.uniform(0, 3))
            back()

        faults = [way.relay.reset, daemon_dies, lambda: away_for_a_moment(way.relay.stall, way.relay.resume),
                  lambda: away_for_a_moment(way.relay.refuse, way.relay.accept), lambda: away_for_a_moment(way.target.disable, way.target.enable)]

        def faults_at_random():
            end = time.monotonic() + 120
            while time.monotonic() < end:
                chance.choice(faults)()
                time.sleep(chance.choice((0, 0, 0.2, 1, 5)))
            way.wait_online()

        self.login(way)
        self.through([(way.journal, faults_at_random)], 60)
        self.ctl("logout", "--all")

    def test_replacement_timeout(self):  # FLT-06, P7
        """No error before it, I/O errors after it, nothing that hangs, and a disk that works again when the target is back."""
        way = RelayWay(self, 0)
        way.settings = ("noop-interval=1", "noop-timeout=1", "replacement-timeout=3")
        self.login(way)
        almost = 2.9  # a request that is written a moment after the break waits a moment less
        report, = self.run_faults([way.outage], patience=almost, hang=15)
        self.assertGreater(report["errors"], 0)
        self.assertGreaterEqual(report["first_error"], almost)
        self.run_faults([way.nothing])
        self.ctl("logout", "--all")


class OverNetwork(Faults):
    """FLT-04, FLT-10, FLT-21: the packets themselves are lost."""

    def test_faults(self):
        self.net = self.network(6)
        ways = [NetworkWay(self, number) for number in range(6)]
        ways[4].settings = ways[5].settings = ()  # a ping after 5 s
        self.login(*ways)
        self.run_faults([ways[0].cut_in_both_directions, ways[1].cut_on_the_way_there, ways[2].cut_on_the_way_back, ways[3].cable_pulled,
                         ways[4].short_cut, ways[5].disturbed], 20)
        self.ctl("logout", "--all")


class WithoutTheDaemon(Faults):
    """FLT-11, FLT-25: it is killed again and again. One session does not notice; the other one breaks while nobody is there."""

    def test_daemon_dies(self):
        quiet, broken = RelayWay(self, 0), RelayWay(self, 1)
        self.login(quiet, broken)
        sessions, made = sorted(kernel_sessions.all_of_them()), quiet.relay.connections
        times = []

        def daemon_dies():
            for number in range(20 if SLOW else 4):
                self.sandbox.stop_daemon(signal.SIGKILL)
                if number % 2:
                    broken.relay.reset()
                time.sleep(random.uniform(0, 0.5))
                self.sandbox.start_daemon()
                started = time.monotonic()
                wait_for(lambda: self.sandbox.online(quiet.name), 10, "the adoption")
                times.append(time.monotonic() - started)
                wait_for(broken.logged_in, 30, "the return of what broke meanwhile")

        self.through([(quiet.journal, daemon_dies), (broken.journal, broken.nothing)], depth=4)
        self.assertEqual(sorted(kernel_sessions.all_of_them()), sessions)
        self.assertEqual(quiet.relay.connections, made, "adopted without a new login")
        print(f"adopted at most {max(times):.2f} s after the daemon was on the bus ", end="", flush=True)
        self.ctl("logout", "--all")
