#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of ./try that comes after building: sandbox, then the application or the tour under Xvfb."""
import argparse
import os
import pathlib
import secrets
import subprocess
import sys
import time

from sandbox import IQN, ROOT, Sandbox, Target


def start_display(sandbox):
    """An Xvfb on a free display, with a window manager so that dialogs get focus as they do on a desk."""
    read, write = os.pipe()
    server = sandbox.run("Xvfb", "-displayfd", write, "-screen", "0", "1280x800x24", "-nolisten", "tcp", pass_fds=[write],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise RuntimeError(f"Xvfb did not start (exit {server.poll()})")
    display = f":{number}"
    sandbox.run("openbox", env=dict(os.environ, DISPLAY=display), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return display


def main():
    parser = argparse.ArgumentParser(prog="try")
    parser.add_argument("build")
    parser.add_argument("--headless", nargs="?", const=str(ROOT / "build/try"))
    arguments = parser.parse_args()
    headless = arguments.headless or (str(ROOT / "build/try") if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) else None)

    with Sandbox(arguments.build) as sandbox:
        # Random, so that nobody comes to know a sandbox password by heart; at most 16 characters, as some targets demand.
        ours, theirs = secrets.token_hex(8), secrets.token_hex(8)
        sandbox.tgt.targets = [
            Target(f"{IQN}:photos", [sandbox.disk("photos", 256)]),
            Target(f"{IQN}:vault", [sandbox.disk("vault", 256)], chap=("alice", ours), mutual=("vault", theirs)),
        ]
        sandbox.tgt.start()
        sandbox.start_daemon()
        root = ["--allow-root"] if os.geteuid() == 0 else []
        print(f"""
The sandbox is up (in {sandbox.directory}):
  address to type     {sandbox.tgt.address}
  {IQN}:photos  needs no password
  {IQN}:vault   user alice, password {ours}
                      and if the target shall prove itself too: vault, password {theirs}
""", flush=True)
        if not headless:
            return subprocess.run([sandbox.program("portolan"), "--bus", sandbox.bus.address, *root]).returncode

        folder = pathlib.Path(headless)
        folder.mkdir(parents=True, exist_ok=True)
        display = start_display(sandbox)
        # Not the user's own settings, language or theme: the same pictures everywhere.
        environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", XDG_CONFIG_HOME=str(sandbox.directory / "config"),
                           LC_ALL="C.UTF-8", QT_QPA_PLATFORMTHEME="")
        window = sandbox.run(sandbox.program("portolan"), "--bus", sandbox.bus.address, *root, env=environment)
        manager = "/org/portolan/Initiator1/Manager"
        sandbox.finish(sandbox.call(manager, "Manager", "Discover", "sqa{sv}", "127.0.0.1", sandbox.tgt.port, 0)[0])
        name = f"{IQN}:photos"
        node = next(path for path, node in sandbox.objects("Node").items() if node["TargetName"] == name)
        sandbox.finish(sandbox.call(node, "Node", "Login", "a{sv}", 0)[0])
        print("disk:", sandbox.disk_path(name))
        time.sleep(4)  # so that the window has painted what it heard
        subprocess.run(["import", "-window", "root", str(folder / "main-window.png")], env=environment, check=True)
        print(f"The picture is in {folder}")
        return 0 if window.poll() is None else 1


if __name__ == "__main__":
    sys.exit(main())
