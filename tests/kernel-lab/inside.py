# SPDX-License-Identifier: GPL-3.0-or-later
"""Process 1 of the guest, after `init`: devices, modules, udev; runs the job, reaps orphans, writes the result, powers off."""
import ctypes
import fcntl
import json
import os
import pathlib
import subprocess
import sys
import termios
import tty

import systemd_guest
from udev_rules import mask_rules

HERE = pathlib.Path(__file__).resolve().parent
RESULTS = pathlib.Path("/results")
# What tests open without asking for it; everything else the kernel loads when it is asked for.
MODULES = ["configfs", "sd_mod", "iscsi_tcp", "target_core_mod", "target_core_file", "iscsi_target_mod", "loop", "fuse"]
POWER_OFF = 0x4321FEDC


def run(*command):
    """A step of the start that must succeed; what it says goes to the kernel's log."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {done.stdout}{done.stderr}")


def prepare():
    pathlib.Path("/etc/target").mkdir(exist_ok=True)  # where LIO keeps what survives a restart; it complains without
    if not pathlib.Path("/proc/net/if_inet6").exists():  # a module before Linux 7
        run("modprobe", "ipv6")
    run("modprobe", "--all", *MODULES)
    pathlib.Path("/run/lab").mkdir()
    run("mount", "-t", "tmpfs", "-o", "mode=1777", "lab", "/run/lab")
    if not os.path.ismount("/sys/kernel/config"):
        run("mount", "-t", "configfs", "configfs", "/sys/kernel/config")
    run("ip", "link", "set", "lo", "up")


def start_udev():
    mask_rules()
    run("/lib/systemd/systemd-udevd", "--daemon")
    run("udevadm", "trigger", "--action=add", "--subsystem-match=block")  # everything else announces itself when it comes
    run("udevadm", "settle")


def environment(job):
    return {"PATH": os.environ["PATH"], "HOME": "/root", "LC_ALL": "C.UTF-8", "TMPDIR": "/run/lab",
            "TERM": os.environ.get("TERM", "linux"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "LAB_RESULTS": str(RESULTS),
            "LAB_KERNEL": job["kernel"], **job["environment"]}


def terminal(name, raw):
    """The guest's line to whoever runs the lab, as standard input and output of the job."""
    descriptor = os.open(name, os.O_RDWR | os.O_NOCTTY)
    if raw:
        tty.setraw(descriptor)
    return descriptor


def command(job):
    if job["shell"]:
        return ["/bin/bash", "-i"]
    return [sys.executable, str(HERE / "run_tests.py"), *(f"-k{pattern}" for pattern in job["patterns"]), *job["tests"]]


def own_terminal():
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def work(job):
    """Runs the job and reaps whatever else ends meanwhile; the job's exit code."""
    line = terminal(job["terminal"], raw=not job["shell"])
    child = subprocess.Popen(command(job), stdin=line, stdout=line, stderr=line, env=environment(job), cwd=job["folder"],
                             preexec_fn=own_terminal if job["shell"] else None)
    while True:
        pid, status = os.wait()
        if pid == child.pid:
            if not job["shell"]:  # a shell takes its terminal with it
                termios.tcdrain(line)
            return os.waitstatus_to_exitcode(status)


def report(**result):
    """The result must be on the machine before anything can go wrong with the power."""
    with open(RESULTS / "result.json", "w") as file:
        json.dump(result, file)
        file.flush()
        os.fsync(file.fileno())


def power_off():
    os.sync()
    ctypes.CDLL(None, use_errno=True).reboot(POWER_OFF)


def main():
    try:
        with open(RESULTS / "job.json") as file:
            job = json.load(file)
        prepare()
        if job["systemd"]:
            systemd_guest.prepare(job, environment(job))
            systemd_guest.start()
        start_udev()
        report(code=work(job))
    except Exception as problem:  # process 1 must never end: say what happened, and power off
        report(code=1, problem=f"{type(problem).__name__}: {problem}")
    power_off()


main()
