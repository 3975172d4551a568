# SPDX-License-Identifier: GPL-3.0-or-later
"""systemd as the guest's process 1, with Portolan installed: for what happens at boot and at shutdown (`lab --systemd SCENARIO.py`).

A scenario is a program that runs three times, as `SCENARIO.py PHASE`: "before" systemd starts, to set targets up; "running", beside
the boot; "after" everything was stopped, right before the power goes, when all that is left is the kernel and the journal in /run.
Each has to succeed. After "running" the guest is powered off as an administrator would do it.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RUN = pathlib.Path("/run/systemd")
KEPT = pathlib.Path("/run/boot")  # for the phases: it is there from the first to the last
SHUTDOWN = pathlib.Path("/usr/lib/systemd/system-shutdown/portolan-lab")
# Where `cmake --install` puts what the lab builds, without building the rest for it.
PROGRAMS = {"daemon/portoland": "/usr/sbin/portoland", "cli/portolanctl": "/usr/bin/portolanctl",
            "daemon/dataplane/worker/portolan-dataplane": "/usr/libexec/portolan-dataplane"}
GENERATED = {"systemd/portoland.service": "/usr/lib/systemd/system/", "systemd/portolan-shutdown.service": "/usr/lib/systemd/system/",
             "dbus/org.portolan.Initiator1.service": "/usr/share/dbus-1/system-services/"}
GIVEN = {"systemd/portolan-shutdown.sh": "/usr/libexec/portolan-shutdown", "dbus/org.portolan.Initiator1.conf": "/usr/share/dbus-1/system.d/", "polkit/org.portolan.initiator1.policy": "/usr/share/polkit-1/actions/"}


def write(path, text):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def install(build):
    for name, place in PROGRAMS.items():
        pathlib.Path(place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(build / name, place)
    for folder, files in ((build / "resources", GENERATED), (HERE.parents[1] / "resources", GIVEN)):
        for name, place in files.items():
            (pathlib.Path(place) if place.endswith("/") else pathlib.Path(place).parent).mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / name, place)


def forget_the_machine():
    """What the machine itself starts and mounts is nothing to the guest."""
    (RUN / "system").mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "none", "/etc/systemd/system"], check=True)
    for unit in ("iscsid.service", "iscsid.socket", "open-iscsi.service"):  # two initiators must not run
        (RUN / "system" / unit).symlink_to("/dev/null")
    write("/etc/fstab", "")
    write("/etc/machine-id", "0123456789abcdef0123456789abcdef\n")
    write("/etc/tmpfiles.d/tmp.conf", "")  # nothing is cleaned: this source may lie in /tmp
    write(RUN / "journald.conf.d/lab.conf", "[Journal]\nStorage=volatile\n")


def enable(unit, target):
    folder = RUN / f"system/{target}.wants"
    folder.mkdir(parents=True, exist_ok=True)
    os.symlink(f"/usr/lib/systemd/system/{unit}", folder / unit)


def phase(job, name):
    """The command line of one."""
    return [job["python"], str(HERE / "systemd_guest.py"), name]


def prepare(job, environment):
    """Everything up to the start of systemd."""
    KEPT.mkdir()
    write(KEPT / "job.json", json.dumps({**job, "environment": environment, "python": sys.executable}))
    install(pathlib.Path(job["environment"]["PORTOLAN_BUILD"]))
    forget_the_machine()
    enable("remote-fs.target", "multi-user.target")  # as everywhere
    enable("portoland.service", "multi-user.target")
    enable("portolan-shutdown.service", "portoland.service")
    job = {**job, "python": sys.executable}
    running = " ".join(phase(job, "running"))
    write(RUN / "system/portolan-lab.service", "[Unit]\nDefaultDependencies=no\nAfter=dbus.socket\n[Service]\nType=exec\n"
          f"ExecStart={running}\nStandardOutput=file:{job['terminal']}\nStandardError=inherit\nKillMode=process\n")
    wants = RUN / "system/multi-user.target.wants"
    os.symlink(RUN / "system/portolan-lab.service", wants / "portolan-lab.service")
    write(SHUTDOWN, "#!/bin/sh\nexec " + " ".join(phase(job, "after")) + "\n")
    SHUTDOWN.chmod(0o755)
    line = os.open(job["terminal"], os.O_RDWR | os.O_NOCTTY)
    subprocess.run(phase(job, "before"), stdin=line, stdout=line, stderr=line, check=True)


def start():
    """Becomes systemd."""
    os.execv("/lib/systemd/systemd", ["/lib/systemd/systemd", "--unit=multi-user.target", "--show-status=yes"])


def run(job, name):
    return subprocess.run([sys.executable, job["tests"][0], name], env=job["environment"], cwd=HERE).returncode


def running(job):
    (KEPT / "code").write_text(str(run(job, "running")))
    subprocess.run(["systemctl", "poweroff", "--no-block"], check=True)


def after(job):
    """systemd-shutdown has unmounted the results; what comes after is read by the lab."""
    line = os.open(job["terminal"], os.O_RDWR | os.O_NOCTTY)
    for number in (1, 2):
        os.dup2(line, number)
    code = run(job, "after") or int((KEPT / "code").read_text())
    words = dict(word.split("=", 1) for word in pathlib.Path("/proc/cmdline").read_text().split() if "=" in word)
    if not os.path.ismount("/results"):
        options = ["hostfs", "-o", words["lab_results"], "results"] if words["lab_share"] == "hostfs" else \
            ["9p", "-o", "trans=virtio,version=9p2000.L,msize=262144,cache=none", "results"]
        subprocess.run(["mount", "-t", *options, "/results"], check=True)
    with open("/results/journal.log", "w") as file:
        subprocess.run(["journalctl", "--directory=/run/log/journal", "--output=short-monotonic", "--no-hostname"], stdout=file, check=True)
    write("/results/result.json", json.dumps({"code": code}))
    os.sync()


def main():
    job = json.loads((KEPT / "job.json").read_text())
    name = sys.argv[1]
    if name == "before":
        sys.exit(run(job, name))
    {"running": running, "after": after}[name](job)


if __name__ == "__main__":
    main()
