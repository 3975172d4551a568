# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk without a screen: Xvfb with a window manager and a tray, worked at with keyboard and mouse as a person does.

Nothing here asks the application itself: what a step needs to know it sees in windows, pictures and the clipboard.
"""
import os
import pathlib
import re
import subprocess
import time

from sandbox import stop, wait_for

SETTLE = 0.35  # seconds until what was asked for is painted


class Window:
    """A top level window, by its id."""

    def __init__(self, desk, identity):
        self.desk, self.identity = desk, identity

    def size(self):
        text = self.desk.xdotool("getwindowgeometry", "--shell", self.identity)
        return tuple(int(re.search(rf"^{name}=(\d+)", text, re.M)[1]) for name in ("WIDTH", "HEIGHT"))

    def activate(self):
        self.desk.xdotool("windowactivate", "--sync", self.identity)

    def resize(self, width, height, x=None, y=None):
        self.desk.xdotool("windowsize", self.identity, width, height)
        if x is not None:
            self.desk.xdotool("windowmove", self.identity, x, y)
        wait_for(lambda: self.size() == (width, height), 5, f"a window of {width}x{height}")
        time.sleep(SETTLE)

    def click(self, x, y, button=1):
        """Clicks at a point in the window; a negative number counts from its right or bottom."""
        self.point(x, y)
        self.desk.xdotool("click", button)
        time.sleep(SETTLE)

    def point(self, x, y):
        """Moves the mouse there."""
        width, height = self.size()
        self.desk.xdotool("mousemove", "--window", self.identity, x % width, y % height)
        time.sleep(SETTLE)

    def close(self):
        """As by the cross in its frame."""
        self.activate()
        self.desk.key("alt+F4")


class Desk:
    """Use as a context manager; `environment` is what a program on it needs."""

    def __init__(self, directory, width=1280, height=800):
        self.directory, self.width, self.height = pathlib.Path(directory), width, height
        self.environment = {}
        self.processes = []

    def __enter__(self):
        read, write = os.pipe()
        server = self.start("Xvfb", "-displayfd", write, "-screen", "0", f"{self.width}x{self.height}x24", "-nolisten", "tcp",
                            "-noreset", pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start (exit {server.poll()})")
        self.environment = dict(os.environ, DISPLAY=f":{number}")
        # A background on which windows have an edge.
        self.run("display", "-window", "root", "-size", f"{self.width}x{self.height}", "xc:#46525c")
        self.xdotool("mousemove", self.width - 2, self.height - 2)
        self.start("openbox", "--sm-disable")
        # A window that appears while the window manager begins may be lost.
        wait_for(lambda: self.xdotool("get_desktop").strip() == "0", 10, "the window manager")
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            stop(process)

    def start(self, *command, **keywords):
        """Starts a program that ends with the desk; what it says goes to desk.log."""
        with open(self.directory / "desk.log", "ab") as log:
            process = subprocess.Popen([str(part) for part in command], env=self.environment or None, stdout=log, stderr=log,
                                       stdin=subprocess.DEVNULL, start_new_session=True, **keywords)
        self.processes.append(process)
        return process

    def run(self, *command, text=True):
        """Runs a program on this desk to its end."""
        return subprocess.run([str(part) for part in command], env=self.environment, capture_output=True, text=text, timeout=30)

    def xdotool(self, *arguments):
        done = self.run("xdotool", *arguments)
        if done.returncode:
            raise RuntimeError(f"xdotool {' '.join(map(str, arguments))}: {done.stderr.strip()}")
        return done.stdout

    def find(self, title):
        """The visible windows whose title matches, the newest last."""
        found = self.run("xdotool", "search", "--onlyvisible", "--name", title).stdout.split()
        return [Window(self, identity) for identity in found]

    def window(self, title, seconds=10):
        """Waits for a window, and has it in front with the keyboard."""
        window = wait_for(lambda: self.find(title), seconds, f"a window “{title}”")[-1]
        window.activate()
        time.sleep(SETTLE)
        return window

    def gone(self, title, seconds=10):
        wait_for(lambda: not self.find(title), seconds, f"the end of the window “{title}”")
        time.sleep(SETTLE)

    def key(self, *keys):
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)
            time.sleep(0.08)

    def type(self, text):
        self.xdotool("type", "--delay", 12, text)

    def clipboard(self):
        return self.run("xclip", "-selection", "clipboard", "-out").stdout

    def picture(self, path, window=None):
        """The whole desk, or one window of it, as a small PNG."""
        time.sleep(SETTLE)
        done = self.run("import", "-window", window.identity if window else "root", "-strip", "-dither", "None", "-colors", "255",
                        "-define", "png:compression-level=9", f"png8:{path}")
        if done.returncode:
            raise RuntimeError(f"no picture: {done.stderr.strip()}")

    def moves(self, window, box, seconds=5):
        """Whether the picture in the box (x, y, width, height of the window) changes within the time."""
        def look():
            x, y, width, height = box
            part = f"{width}x{height}+{x}+{y}"
            return self.run("import", "-window", window.identity, "-crop", part, "rgb:-", text=False).stdout
        before = look()
        try:
            return wait_for(lambda: look() != before, seconds, "a change")
        except TimeoutError:
            return False
