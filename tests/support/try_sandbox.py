#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of ./try that comes after building: sandbox, then the application or the tour under Xvfb."""
import argparse
import os
import secrets
import signal
import subprocess
import sys

from sandbox import IQN, ROOT, Sandbox, Target
from try_tour import Tour, left_behind


def parse():
    parser = argparse.ArgumentParser(prog="try")
    parser.add_argument("build")
    parser.add_argument("--headless", nargs="?", const=str(ROOT / "build/try"), metavar="FOLDER")
    arguments = parser.parse_args()
    if not (arguments.headless or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        arguments.headless = str(ROOT / "build/try")
    return arguments


def open_application(sandbox, ours, theirs):
    print(f"""
The sandbox is up (in {sandbox.directory}):
  address to type     {sandbox.tgt.address}
  {IQN}:photos  needs no password
  {IQN}:vault   user alice, password {ours}
                      and if the target shall prove itself too: vault, password {theirs}
""", flush=True)
    root = ["--allow-root"] if os.geteuid() == 0 else []
    return subprocess.run([sandbox.program("portolan"), "--bus", sandbox.bus.address, *root]).returncode == 0


def walk(sandbox, folder, ours, theirs):
    tour = Tour(sandbox, folder, ours, theirs)
    good = tour.run()
    verdict = "All is well" if good else f"Failed: {', '.join(tour.failed)}"
    print(f"\n{verdict}. Pictures, summary.txt and logs are in {folder}", flush=True)
    return good


def main():
    arguments = parse()
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        sys.exit("Without root, disks are files by FUSE, and /dev/fuse is not open to this user here.")
    # Whatever ends us takes the sandbox along: the with statement must get its turn.
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, frame: sys.exit(128 + number))
    try:
        with Sandbox(arguments.build) as sandbox:
            # Random, so that nobody comes to know a sandbox password by heart; at most 16 characters, as some targets demand.
            ours, theirs = secrets.token_hex(8), secrets.token_hex(8)
            sandbox.tgt.targets = [
                Target(f"{IQN}:photos", [sandbox.disk("photos", 256)]),
                Target(f"{IQN}:vault", [sandbox.disk("vault", 256)], chap=("alice", ours), mutual=("vault", theirs)),
            ]
            sandbox.tgt.start()
            sandbox.start_daemon()
            if arguments.headless:
                good = walk(sandbox, arguments.headless, ours, theirs)
            else:
                good = open_application(sandbox, ours, theirs)
    except KeyboardInterrupt:
        print("\nInterrupted", file=sys.stderr)
        good = False
    forgotten = left_behind(sandbox)
    if forgotten:
        print(f"Left behind: {', '.join(forgotten)}", file=sys.stderr)
    return 0 if good and not forgotten else 1


if __name__ == "__main__":
    sys.exit(main())
