# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox on loopback: a real tgt with disks, a private D-Bus, portoland, and portolanctl to talk to it.

Everything lives in one temporary directory, listens on 127.0.0.1 only, and is ended by its process id. Used by ./try and by
the integration tests.
"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
IQN = "iqn.2026-11.org.portolan.sandbox"
SERVICE = "org.portolan.Initiator1"


def plain(value):
    """busctl's JSON without its types."""
    if isinstance(value, dict) and set(value) == {"type", "data"}:
        return plain(value["data"])
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, seconds, what, pause=0.05):
    """Polls, every `pause` seconds, until condition() is true; the last exception it raised is part of the complaint."""
    end = time.monotonic() + seconds
    problem = ""
    while time.monotonic() < end:
        try:
            value = condition()
            if value:
                return value
        except Exception as error:  # the condition may depend on something that still starts
            problem = f" ({error})"
        time.sleep(pause)
    raise TimeoutError(f"{what} did not happen within {seconds} s{problem}")


def stop(process, seconds=5):
    if process and process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Disk:
    """One LUN: a sparse file behind tgt."""

    def __init__(self, path, megabytes):
        self.path = pathlib.Path(path)
        self.bytes = megabytes << 20
        with open(self.path, "wb") as file:
            file.truncate(self.bytes)


class Target:
    """What tgt shall offer under one name; survives restarts of tgt."""

    def __init__(self, name, disks, chap=None, mutual=None, initiator=None, parameters=None):
        self.name, self.disks, self.chap, self.mutual = name, disks, chap, mutual
        self.initiator = initiator  # only this initiator name may log in
        self.parameters = parameters or {}


class Tgt:
    """tgtd on a loopback port of its own."""

    def __init__(self, directory, port=None):
        self.directory = pathlib.Path(directory)
        self.port = port or free_port()
        self.control = 1 + self.port % 30000
        self.targets = []
        self.process = None
        self.environment = dict(os.environ, TGT_IPC_SOCKET=str(self.directory / "tgt-ipc"))

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def admin(self, *arguments):
        command = ["tgtadm", "-C", str(self.control), "--lld", "iscsi", *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"tgtadm {' '.join(map(str, arguments))}: {done.stderr.strip()}")
        return done.stdout

    def start(self):
        with open(self.directory / "tgtd.log", "ab") as log:
            self.process = subprocess.Popen(
                ["tgtd", "-f", "-C", str(self.control), "--iscsi", f"portal={self.address}"],
                env=self.environment, stdout=log, stderr=log, start_new_session=True)
        wait_for(lambda: self.admin("--mode", "target", "--op", "show") is not None, 10, "tgtd")
        for account in {pair for target in self.targets for pair in (target.chap, target.mutual) if pair}:
            self.admin("--mode", "account", "--op", "new", "--user", account[0], "--password", account[1])
        for number, target in enumerate(self.targets, 1):
            self.publish(number, target)

    def publish(self, tid, target):
        self.admin("--mode", "target", "--op", "new", "--tid", tid, "--targetname", target.name)
        for lun, disk in enumerate(target.disks, 1):
            self.admin("--mode", "logicalunit", "--op", "new", "--tid", tid, "--lun", lun, "--backing-store", disk.path)
            self.admin("--mode", "logicalunit", "--op", "update", "--tid", tid, "--lun", lun, "--params",
                       f"vendor_id=Portolan,product_id=Sandbox,scsi_sn=disk{tid}-{lun},thin_provisioning=1")
        for key, value in target.parameters.items():
            self.admin("--mode", "target", "--op", "update", "--tid", tid, "--name", key, "--value", value)
        if target.chap:
            self.admin("--mode", "account", "--op", "bind", "--tid", tid, "--user", target.chap[0])
        if target.mutual:
            self.admin("--mode", "account", "--op", "bind", "--tid", tid, "--user", target.mutual[0], "--outgoing")
        if target.initiator:
            self.admin("--mode", "target", "--op", "bind", "--tid", tid, "--initiator-name", target.initiator)
        self.admin("--mode", "target", "--op", "bind", "--tid", tid, "--initiator-address", "ALL")

    def add(self, target):
        self.targets.append(target)
        if self.process:
            self.publish(len(self.targets), target)
        return target

    def kill(self):
        """As a machine that loses power: no goodbye to anybody."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def restart(self):
        self.kill()
        wait_for(lambda: not self._listening(), 5, "the end of tgtd")
        self.start()

    def _listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.kill()


class PrivateBus:
    """A dbus-daemon of our own: no polkit there, so only our uid is served, unless a test brings polkit and says `everybody`."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.process = None
        self.address = ""

    def start(self, everybody=False):
        config = self.directory / "bus.conf"
        users = '<allow user="*"/>' if everybody else ""
        config.write_text(
            '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" '
            '"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">\n'
            f"<busconfig><type>session</type><listen>unix:path={self.directory}/bus</listen><auth>EXTERNAL</auth>"
            f'<policy context="default">{users}<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>\n')
        with open(self.directory / "bus.log", "ab") as log:
            self.process = subprocess.Popen(["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
                                            stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True)
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise RuntimeError("dbus-daemon did not start")

    def stop(self):
        stop(self.process)
        if self.process:
            self.process.stdout.close()


class Sandbox:
    """All of it. Use as a context manager; leaves nothing behind but what `keep` names."""

    def __init__(self, build, directory=None, data_plane="user", block_devices=None):
        """block_devices: by default loop devices where they can be made, so that no module is loaded for a sandbox."""
        self.build, self.data_plane = pathlib.Path(build).resolve(), data_plane
        self.block_devices = block_devices or ("loop" if os.geteuid() == 0 and os.access("/dev/loop-control", os.W_OK) else "none")
        self._own_directory = directory is None
        self.directory = pathlib.Path(directory or tempfile.mkdtemp(prefix="portolan-"))
        self.directory.chmod(0o755)
        self.state, self.runtime = self.directory / "state", self.directory / "run"
        self.bus = PrivateBus(self.directory)
        self.tgt = Tgt(self.directory)
        self.daemon = None
        self.processes = []

    def program(self, name):
        for folder in ("daemon", "daemon/dataplane/worker", "cli", "gui", "tests/gui", f"tests/support/{name}"):
            path = self.build / folder / name
            if path.exists():
                return str(path)
        raise FileNotFoundError(f"{name} is not built in {self.build}")

    def environment(self):
        return dict(os.environ, DBUS_SESSION_BUS_ADDRESS=self.bus.address, PORTOLAN_BUS=self.bus.address)

    def disk(self, name, megabytes=64):
        return Disk(self.directory / f"{name}.img", megabytes)

    def __enter__(self):
        self.bus.start()
        return self

    def __exit__(self, *_):
        self.close()

    def start_daemon(self, wait=True, arguments=(), wrapper=(), environment=None, descriptors=()):
        """wrapper: a command that ends in running what follows it."""
        with open(self.directory / "portoland.log", "ab") as log:
            self.daemon = subprocess.Popen(
                [*wrapper, self.program("portoland"), "--bus", self.bus.address, "--state-dir", str(self.state), "--runtime-dir", str(self.runtime),
                 "--data-plane", self.data_plane, "--block-devices", self.block_devices, "--worker", self.program("portolan-dataplane"), "--foreground", *arguments],
                stdout=log, stderr=log, env={**self.environment(), **(environment or {})}, pass_fds=descriptors, start_new_session=True)
        if wait:
            wait_for(lambda: self.objects("Manager"), 20, "portoland on the bus")

    def stop_daemon(self, how=signal.SIGTERM):
        """Sessions stay: that is the point of most tests that call this."""
        self.daemon.send_signal(how)
        code = self.daemon.wait(20)
        self.daemon = None
        return code

    def restart_daemon(self, how=signal.SIGTERM):
        self.stop_daemon(how)
        self.start_daemon()

    def ctl(self, *arguments, check=True, secret=None, target_secret=None, timeout=60):
        """portolanctl; secrets go through pipes, never through arguments."""
        command = [self.program("portolanctl"), "--bus", self.bus.address, *map(str, arguments)]
        descriptors = []
        for option, value in (("--secret-fd", secret), ("--target-secret-fd", target_secret)):
            if value is not None:
                read, write = os.pipe()
                os.write(write, value.encode())
                os.close(write)
                os.set_inheritable(read, True)
                descriptors.append(read)
                command += [option, str(read)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, pass_fds=descriptors, env=self.environment())
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        if check and done.returncode:
            raise RuntimeError(f"portolanctl {' '.join(map(str, arguments))}: exit {done.returncode}: {done.stderr.strip()} {done.stdout.strip()}")
        return done

    def json(self, *arguments, **keywords):
        return json.loads(self.ctl("--json", *arguments, **keywords).stdout)

    def objects(self, interface):
        """Path -> properties of every object with this interface, asked by busctl: a judge who is neither CLI nor GUI."""
        done = subprocess.run(["busctl", f"--address={self.bus.address}", "--json=short", "call", SERVICE, "/org/portolan/Initiator1",
                               "org.freedesktop.DBus.ObjectManager", "GetManagedObjects"], capture_output=True, text=True, check=True)
        found = {}
        for path, interfaces in json.loads(done.stdout)["data"][0].items():
            if f"{SERVICE}.{interface}" in interfaces:
                found[path] = {name: plain(value) for name, value in interfaces[f"{SERVICE}.{interface}"].items()}
        return found

    def call(self, path, interface, method, signature="", *arguments):
        """One method call by busctl; its answer without types."""
        done = subprocess.run(["busctl", f"--address={self.bus.address}", "--json=short", "call", SERVICE, path, f"{SERVICE}.{interface}", method,
                               *([signature] if signature else []), *map(str, arguments)], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{interface}.{method}: {done.stderr.strip()}")
        return plain(json.loads(done.stdout)) if done.stdout.strip() else None

    def finish(self, job, seconds=60):
        """Waits for a job and gives its properties."""
        return wait_for(lambda: (properties := self.objects("Job").get(job)) and properties["State"] >= 5 and properties, seconds, f"the end of {job}")

    def node(self, target_name):
        return next((node for node in self.objects("Node").values() if node["TargetName"] == target_name), None)

    def session(self, target_name):
        return next((session for session in self.objects("Session").values() if session["TargetName"] == target_name), None)

    def disks(self, target_name):
        """The LUNs of a target that are disks, by LUN."""
        paths = [path for path, session in self.objects("Session").items() if session["TargetName"] == target_name]
        luns = [lun for path, lun in self.objects("Lun").items() if any(path.startswith(session + "/") for session in paths)]
        return sorted((lun for lun in luns if lun["SizeBytes"]), key=lambda lun: lun["Lun"])

    def disk_path(self, target_name, seconds=20):
        """Where the first disk of a target can be opened, once it is there: the block device as root, else the file."""
        def ready():
            disks = self.disks(target_name)
            if not disks:
                return None
            return disks[0]["Device"] or (disks[0]["File"] if os.geteuid() else None)
        return wait_for(ready, seconds, f"the disk of {target_name}")

    def online(self, target_name):
        session = self.session(target_name)
        return bool(session) and session["State"] == 3

    def events(self):
        done = subprocess.run(["busctl", f"--address={self.bus.address}", "--json=short", "call", SERVICE, "/org/portolan/Initiator1/Manager",
                               f"{SERVICE}.Events", "GetEvents", "tua{sv}", "0", "1000", "0"], capture_output=True, text=True, check=True)
        return [{name: plain(value) for name, value in event.items()} for event in json.loads(done.stdout)["data"][0]]

    def run(self, *command, **keywords):
        """Starts a program that ends with the sandbox."""
        process = subprocess.Popen([str(part) for part in command], start_new_session=True, **keywords)
        self.processes.append(process)
        return process

    def close(self):
        for process in self.processes:
            stop(process)
        if self.daemon:
            with contextlib.suppress(Exception):
                self.finish(self.call("/org/portolan/Initiator1/Manager", "Manager", "LogoutAll", "a{sv}", 1, "force", "b", "true")[0], 30)
            stop(self.daemon, 20)
        self.end_workers()
        self.tgt.stop()
        self.bus.stop()
        if self._own_directory:
            shutil.rmtree(self.directory, ignore_errors=True)

    def workers(self):
        """Process ids of the data plane processes of this sandbox."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    arguments = (entry / "cmdline").read_bytes().split(b"\0")
                    if arguments[0].endswith(b"portolan-dataplane") and any(str(self.runtime).encode() in a for a in arguments):
                        found.append(int(entry.name))
        return found

    def end_workers(self):
        """Only what a failed test left behind: a logout has ended them already."""
        loops = self.loop_devices()
        for pid in self.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with open("/proc/self/mountinfo") as mounts:
            points = [line.split()[4] for line in mounts if str(self.runtime) in line.split()[4]]
        for point in points:
            command = ["umount", "-l", point] if os.geteuid() == 0 else ["fusermount3", "-uz", point]
            subprocess.run(command, capture_output=True)
        for loop in loops:
            subprocess.run(["losetup", "--detach", loop], capture_output=True)

    def loop_devices(self):
        """Those on disks of this sandbox. A killed worker leaves them, and without its mount nothing tells whose they are."""
        found = []
        for backing in pathlib.Path("/sys/block").glob("loop*/loop/backing_file"):
            with contextlib.suppress(OSError):
                if str(self.runtime) in backing.read_text():
                    found.append(f"/dev/{backing.parts[3]}")
        return found
