# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour of ./try: the main path through the application under Xvfb, walked as a person walks it.

Every step is a method of its name. It uses keyboard and mouse; busctl, portolanctl, fio and the file system only judge. Its
answer is what was seen, an exception is a failure, and each leaves at least one picture.
"""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

from desk import Desk
from person import AT_START, CONNECTED, LOGOUT, MANUAL, RECONNECTING, WIZARD, Person
from sandbox import IQN, wait_for

PHOTOS, VAULT = f"{IQN}:photos", f"{IQN}:vault"  # the order of the list, too
AS_ROOT = os.geteuid() == 0
MUTUAL_CHAP = 3  # Session.AuthMode
READ_BYTES, WRITTEN_BYTES = 0, 1  # indices of Statistics.GetCounters
TOLERANCE = 0.05


class Skip(Exception):
    """A step that cannot be done here, and why."""


def check(condition, complaint):
    if not condition:
        raise AssertionError(complaint)


def deviation(counted, told):
    return abs(counted - told) / max(told, 1)


def megabytes(count):
    return f"{count / 1e6:.1f} MB"


class Tour:
    """All steps in their order; continues after a failed one, as far as that makes sense."""

    STEPS = ["empty_window", "search", "choose_targets", "password_asked", "wrong_password", "wrong_target_password",
             "right_passwords", "result", "main_window", "disks", "parameters", "traffic", "traffic_table", "file_system",
             "logout_refused", "logout_after_unmount", "login_again", "target_dies", "events", "window_closed", "tray",
             "daemon_restarts", "at_start", "command_line", "quit"]

    ESSENTIAL = ["empty_window", "search", "right_passwords"]  # without them nothing that follows makes sense

    def __init__(self, sandbox, folder, ours, theirs):
        self.sandbox, self.folder = sandbox, pathlib.Path(folder)
        self.ours, self.theirs = ours, theirs
        self.desk = self.person = None
        self.pictures = 0
        self.failed = []
        self.mount = sandbox.directory / "mount"
        self.mounted = False
        self.digest = ""
        self.fio_told = None

    def run(self):
        """Walks all steps; true if none failed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in [*self.folder.glob("[0-9][0-9]-*.png"), *self.folder.glob("*.log"), self.folder / "summary.txt"]:
            old.unlink(missing_ok=True)
        try:
            with Desk(self.sandbox.directory) as self.desk, open(self.folder / "summary.txt", "w") as self.summary:
                self.person = Person(self.sandbox, self.desk)
                for name in self.STEPS:
                    self.walk(name)
                    if name in self.failed and name in self.ESSENTIAL:
                        break
        finally:
            if self.mounted:
                self.unmount()
            for log in self.sandbox.directory.glob("*.log"):
                shutil.copy(log, self.folder)
        return not self.failed

    def walk(self, name):
        before = self.pictures
        try:
            seen, verdict = getattr(self, name)(), "ok"
        except Skip as reason:
            seen, verdict = str(reason), "skipped"
        except Exception as error:
            seen, verdict = f"{type(error).__name__}: {error}", "failed"
            self.failed.append(name)
        title = name.replace("_", "-")
        if verdict != "skipped" and (self.pictures == before or verdict == "failed"):
            self.picture(title)
        line = f"{verdict:8}{title:24}{' '.join(str(seen).split())}"
        print(line, flush=True)
        print(line, file=self.summary, flush=True)

    def picture(self, title):
        """The desk as it is now, numbered."""
        self.pictures += 1
        self.desk.picture(self.folder / f"{self.pictures:02}-{title}.png")

    # What steps share.

    def counters(self, target):
        path = next(path for path, session in self.sandbox.objects("Session").items() if session["TargetName"] == target)
        return self.sandbox.call(path, "Statistics", "GetCounters", "a{sv}", 0)[1]

    def fio(self, target, seconds, *more):
        """fio on the disk of a target; ends with the sandbox."""
        command = ["fio", "--name=tour", f"--filename={self.sandbox.disk_path(target)}", "--size=64m", "--allow_file_create=0",
                   "--ioengine=libaio", "--direct=1", "--iodepth=8", "--time_based", f"--runtime={seconds}", "--thread",
                   "--output-format=json", *more]
        return self.sandbox.run(*command, cwd=self.sandbox.directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def verify(self, target, seconds):
        return self.fio(target, seconds, "--rw=randrw", "--bs=4k", "--verify=crc32c", "--verify_fatal=1", "--verify_backlog=256",
                        "--verify_state_save=0")

    def finish_fio(self, process, seconds):
        output, errors = process.communicate(timeout=seconds)
        check(process.returncode == 0, f"fio ended with {process.returncode}: {errors.strip() or output.strip()}")
        job = json.loads(output[output.index("{"):])["jobs"][0]
        check(job["error"] == 0, f"fio: error {job['error']}")
        return job

    def mount_disk(self):
        self.mount.mkdir(exist_ok=True)
        subprocess.run(["mount", self.sandbox.disk_path(PHOTOS), self.mount], check=True, capture_output=True)
        self.mounted = True

    def unmount(self):
        subprocess.run(["umount", self.mount], check=True, capture_output=True)
        self.mounted = False

    def written(self):
        return hashlib.sha256((self.mount / "letter").read_bytes()).hexdigest()

    def need_file_system(self):
        if not AS_ROOT:
            raise Skip("needs root, to mount")
        check(self.digest, "there is no file system, because an earlier step failed")

    # The steps.

    def empty_window(self):
        self.person.open()
        check(not self.sandbox.objects("Node"), "there are targets already")
        return "the window says that there is no storage yet, and offers to add some"

    def search(self):
        self.person.search(self.sandbox.tgt.address)
        wait_for(lambda: self.sandbox.node(PHOTOS) and self.sandbox.node(VAULT), 15, "the discovery")
        time.sleep(1)
        return f"{self.sandbox.tgt.address} was typed; {len(self.sandbox.objects('Node'))} targets were found"

    def choose_targets(self):
        self.person.tick(2)
        self.picture("choose-targets")
        self.person.connect()
        self.person.until_online(PHOTOS)
        return "both ticked; the one without a password is connected"

    def password_asked(self):
        wait_for(lambda: self.sandbox.node(VAULT)["LastError"] == "AuthRequired", 15, "the question for a password")
        time.sleep(1)
        return "the other one asks for name and password, and only it"

    def refused(self, error):
        wait_for(lambda: self.sandbox.node(VAULT)["LastError"] == error, 15, f"the refusal {error}")
        time.sleep(1)
        check(not self.sandbox.session(VAULT), "there is a session all the same")
        return self.sandbox.node(VAULT)["LastErrorMessage"]

    def wrong_password(self):
        self.person.give_passwords("alice", "not-the-password", "vault", "not-the-password-either")
        self.desk.key("Return")
        return f"the target refused us: {self.refused('AuthenticationFailed')}"

    def wrong_target_password(self):
        """Only our own password is typed again: names and the other password must have been kept."""
        self.person.replace_password(self.ours)
        self.desk.key("Return")
        return f"our side refused the target: {self.refused('TargetAuthFailed')}"

    def right_passwords(self):
        self.person.replace_password(self.theirs)
        self.desk.key("Return")
        self.person.until_online(PHOTOS, VAULT)
        time.sleep(1)
        session = self.sandbox.session(VAULT)
        check(session["AuthMode"] == MUTUAL_CHAP, f"authentication {session['AuthMode']}, and not mutual CHAP")
        return f"both connected, names were kept, mutual CHAP with {session['ChapAlgorithm']}"

    def result(self):
        paths = [self.sandbox.disk_path(target) for target in (PHOTOS, VAULT)]
        time.sleep(1)
        self.picture("result")
        self.desk.key("Return")
        self.desk.gone(WIZARD)
        return f"the wizard shows {' and '.join(paths)}"

    def main_window(self):
        self.person.home().resize(1200, 690, 40, 40)
        self.person.choose(1)
        self.person.page("o")
        self.picture("main-window-vault")
        self.person.choose(0)
        statuses = [self.sandbox.node(target)["Status"] for target in (PHOTOS, VAULT)]
        check(statuses == [CONNECTED, CONNECTED], f"states {statuses}")
        return "both targets connected in the list, details beside it"

    def disks(self):
        self.person.home()
        self.person.page("d")
        sizes = []
        for target in (PHOTOS, VAULT):
            path = self.sandbox.disk_path(target)
            with open(path, "rb") as disk:
                sizes.append(disk.seek(0, os.SEEK_END))
            check(sizes[-1] == self.sandbox.disks(target)[0]["SizeBytes"], f"{path} has {sizes[-1]} bytes")
        kind = "loop devices" if AS_ROOT else "files"
        return f"{kind} of {' and '.join(f'{size >> 20} MiB' for size in sizes)}"

    def parameters(self):
        self.person.home()
        self.person.page("p")
        negotiated = self.sandbox.session(PHOTOS)["Negotiated"]
        check(negotiated, "no parameters")
        return f"{len(negotiated)} negotiated parameters are explained"

    def traffic(self):
        window = self.person.choose(0)
        self.person.page("r")
        before = self.counters(PHOTOS)
        fio = self.fio(PHOTOS, 10, "--rw=randrw", "--rwmixread=70", "--bs=64k")
        time.sleep(3)
        check(self.desk.moves(window, (*self.graph(window), 300, 200), 5), "the graph does not move")
        time.sleep(4)
        self.picture("traffic")
        job = self.finish_fio(fio, 60)
        time.sleep(0.5)
        after = self.counters(PHOTOS)
        self.fio_told = [job["read"]["io_bytes"], job["write"]["io_bytes"]]
        counted = [after[index] - before[index] for index in (READ_BYTES, WRITTEN_BYTES)]
        for kind, mine, told in zip(("read", "written"), counted, self.fio_told):
            check(deviation(mine, told) < TOLERANCE, f"{kind}: fio says {told}, the service counted {mine}")
        window.point(-200, 350)
        self.picture("traffic-pointed-at")
        told, mine = (" and ".join(megabytes(count) for count in pair) for pair in (self.fio_told, counted))
        return f"the graph moves; fio read and wrote {told}, the service counted {mine}"

    @staticmethod
    def graph(window):
        """The corner of a part of the graph that has been drawn newly."""
        width, _ = window.size()
        return width - 340, 250

    def traffic_table(self):
        """The same figures as the graph's table shows them: that is what people read."""
        check(self.fio_told, "there was no traffic")
        window = self.person.choose(0)
        self.person.page("r")
        window.click(-28, 137)
        time.sleep(1)
        rows = [line.split("\t") for line in self.person.copy_list(window).splitlines()]
        self.picture("traffic-table")
        window.click(-28, 137)
        units = {"B/s": 1, "kB/s": 1e3, "MB/s": 1e6, "GB/s": 1e9}
        shown = [sum(float(number) * units[unit] for number, unit in (row[column].split() for row in rows if len(row) > column))
                 for column in (1, 2)]
        for kind, mine, told in zip(("read", "written"), shown, self.fio_told):
            check(deviation(mine, told) < TOLERANCE, f"{kind}: fio says {told}, {len(rows)} lines make {mine:.0f}")
        return f"its {len(rows)} lines make {megabytes(shown[0])} read and {megabytes(shown[1])} written"

    def file_system(self):
        if not AS_ROOT:
            raise Skip("needs root, to mount")
        self.person.home()
        path = self.sandbox.disk_path(PHOTOS)
        subprocess.run(["mkfs.ext4", "-q", "-F", path], check=True, capture_output=True)
        self.mount_disk()
        (self.mount / "letter").write_bytes(os.urandom(8 << 20))
        subprocess.run(["sync", "-f", self.mount], check=True)
        self.digest = self.written()
        wait_for(lambda: self.sandbox.disks(PHOTOS)[0]["MountPoints"], 10, "the mount in the list of disks")
        self.person.choose(0)
        self.person.page("d")
        return f"ext4 made on {path}, mounted, 8 MiB written; the page of disks names the mount"

    def logout_refused(self):
        self.need_file_system()
        self.person.choose(0)
        self.person.log_out()
        self.desk.window(LOGOUT)
        check(self.sandbox.online(PHOTOS), "the session is gone")
        node = next(path for path, node in self.sandbox.objects("Node").items() if node["TargetName"] == PHOTOS)
        blockers = self.sandbox.call(node, "Node", "CheckLogout", "a{sv}", 0)[1]
        check(str(self.mount) in json.dumps(blockers), f"the mount is not named: {blockers}")
        check(self.written() == self.digest, "the file changed")
        return f"Log out is refused and names {self.mount}"

    def logout_after_unmount(self):
        self.need_file_system()
        self.unmount()
        self.desk.window(LOGOUT)
        self.desk.key("alt+c")  # Check again
        wait_for(lambda: not self.sandbox.session(PHOTOS), 15, "the logout")
        self.desk.gone(LOGOUT)
        return "unmounted, checked again: it is logged out"

    def login_again(self):
        self.person.choose(0)
        if not AS_ROOT:
            self.person.log_out()
            wait_for(lambda: not self.sandbox.session(PHOTOS), 15, "the logout")
        self.person.log_in()
        self.person.until_online(PHOTOS)
        self.picture("login-again")
        if not AS_ROOT:
            return "logged out and in again"
        self.need_file_system()
        self.mount_disk()
        check(self.written() == self.digest, "the file is not what was written")
        self.unmount()
        return "Log in brings the disk back, and what was written is still there"

    def target_dies(self):
        self.person.choose(1)
        self.person.page("o")
        fio = self.verify(VAULT, 14)
        time.sleep(3)
        self.sandbox.tgt.kill()
        wait_for(lambda: self.sandbox.session(VAULT)["State"] == RECONNECTING, 30, "the loss")
        time.sleep(2)
        self.picture("reconnecting")
        attempts = self.sandbox.session(VAULT)["ReconnectAttempts"]
        self.sandbox.tgt.start()
        begin = time.monotonic()
        self.person.until_online(PHOTOS, VAULT)
        back = time.monotonic() - begin
        self.picture("connected-again")
        job = self.finish_fio(fio, 90)
        return (f"tgt killed under fio: reconnecting ({attempts} attempts), online {back:.1f} s after it was back; fio verified "
                f"{megabytes(job['read']['io_bytes'])} without an error")

    def events(self):
        window = self.person.choose(1)
        self.person.page("e")
        self.picture("events")
        copied = self.person.copy_list(window)
        for code in ("session.lost", "session.restored"):
            check(code in copied, f"the page of events does not tell {code}: {copied[:400]}")
        return f"{len(copied.splitlines())} events, among them the loss and the return"

    def window_closed(self):
        sessions = set(self.sandbox.objects("Session"))
        workers = self.sandbox.workers()
        self.person.window().close()
        code = self.person.process.wait(10)
        check(code == 0, f"the application ended with {code}")
        time.sleep(1)
        check(set(self.sandbox.objects("Session")) == sessions and self.sandbox.workers() == workers, "sessions changed")
        self.person.until_online(PHOTOS, VAULT)
        self.person.open()
        return "without a tray, closing ends the application; both sessions stay, and are shown when it is opened again"

    def tray(self):
        if not shutil.which("trayer"):
            raise Skip("needs trayer")
        self.person.quit()
        self.desk.start("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "28")
        tray = wait_for(lambda: self.desk.find("^panel$"), 10, "the tray")[-1]
        window = self.person.open()
        wait_for(lambda: tray.size()[0] > 10, 10, "the icon")
        time.sleep(1)
        window.close()
        wait_for(lambda: not self.desk.find("^Portolan$"), 10, "the window to hide")
        check(self.person.running(), "the application ended although there is a tray")
        self.picture("tray-hidden")
        tray.click(-14, 14, button=3)
        self.picture("tray-menu")
        self.desk.key("Escape")
        tray.click(-14, 14)
        self.person.window()
        return "closing hides the window; the icon has a menu with every session, and a click brings the window back"

    def daemon_restarts(self):
        self.person.home()
        self.person.choose(1)
        workers = self.sandbox.workers()
        fio = self.verify(VAULT, 10)
        time.sleep(2)
        self.sandbox.stop_daemon()
        time.sleep(1)
        self.picture("service-stopped")
        self.sandbox.start_daemon()
        self.person.until_online(PHOTOS, VAULT)
        job = self.finish_fio(fio, 60)
        check(self.sandbox.workers() == workers, "the workers are not the same")
        check("session.adopted" in [event["Code"] for event in self.sandbox.events()], "no event of the adoption")
        slowest = max(job[kind]["clat_ns"]["max"] for kind in ("read", "write")) / 1e6
        return f"portoland stopped and started: sessions adopted, fio verified; its slowest request took {slowest:.0f} ms"

    def at_start(self):
        """The wizard marked both; the person takes the mark from one, and everything stops as if the power failed."""
        self.person.home()
        self.person.choose(1)
        self.desk.key("alt+t", "s")
        wait_for(lambda: self.sandbox.node(VAULT)["AutoLogin"] == MANUAL, 5, "the mark's end")
        check(self.sandbox.node(PHOTOS)["AutoLogin"] == AT_START, "the wizard did not mark the other one")
        self.sandbox.stop_daemon(signal.SIGKILL)
        self.sandbox.end_workers()
        self.sandbox.tgt.restart()
        wait_for(lambda: not self.sandbox.workers(), 10, "the end of all workers")
        self.sandbox.start_daemon()
        self.person.until_online(PHOTOS)
        check(not self.sandbox.session(VAULT), "the other one came back, too")
        if self.digest:
            self.mount_disk()
            check(self.written() == self.digest, "the file is not what was written")
            self.unmount()
        self.person.window()
        return f"what is marked came back by itself{', data intact' if self.digest else ''}; what is not did not"

    def command_line(self):
        ctl, json_of = self.sandbox.ctl, self.sandbox.json
        found = json_of("discover", self.sandbox.tgt.address)["nodes"]
        check(len(found) == 2, f"discover found {found}")
        ctl("login", VAULT)
        self.person.until_online(VAULT)
        self.person.choose(1)
        self.picture("command-line")
        check(VAULT in ctl("show", VAULT).stdout, "show does not name its target")
        path = self.sandbox.disk_path(VAULT)
        check(path in ctl("disks").stdout, f"disks does not list {path}")
        stats = ctl("--json", "stats").stdout
        command = ["jq", "-r", ".targets[].counters.read_bytes"]
        counted = subprocess.run(command, input=stats, capture_output=True, text=True, check=True).stdout.split()
        check(len(counted) == 2, f"stats through jq: {counted}")
        events = ctl("events", VAULT).stdout.splitlines()
        check(events, "no events")
        for target in (VAULT, PHOTOS):
            ctl("logout", target)
        check(not self.sandbox.objects("Session"), "sessions after logout")
        return f"discover, login, show, disks, stats | jq ({' and '.join(counted)} bytes read), {len(events)} events, logout"

    def quit(self):
        self.person.home()
        self.picture("logged-out")
        code = self.person.quit()
        check(code == 0, f"exit {code}")
        return "the application ended by itself with 0; nothing is connected any more"


def left_behind(sandbox):
    """What a closed sandbox has forgotten: processes, mounts and loop devices."""
    here = str(sandbox.directory)
    found = [f"worker {pid}" for pid in sandbox.workers()]
    with open("/proc/self/mountinfo") as mounts:
        found += [f"mount {line.split()[4]}" for line in mounts if here in line]
    return found + sandbox.loop_devices()
