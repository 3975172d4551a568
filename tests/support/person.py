# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with the application: by keyboard and mouse, seeing windows only.

Keys are those of the English texts. The service is asked here only to know when something has been done.
"""
import os
import time

from desk import SETTLE
from sandbox import stop, wait_for

MAIN, WIZARD, LOGOUT = "^Portolan$", "^Add storage", "^Log out"
ONLINE, RECONNECTING = 3, 4  # Session.State
CONNECTED, MANUAL, AT_START = 3, 1, 2  # Node.Status and Node.AutoLogin


class Person:
    """One application on one desk."""

    def __init__(self, sandbox, desk, language="C.UTF-8"):
        self.sandbox, self.desk, self.process = sandbox, desk, None
        # Neither the settings, language and theme of who runs this nor their session bus: the same pictures everywhere.
        home = str(sandbox.directory / "config")
        self.environment = dict(sandbox.environment(), DISPLAY=desk.environment["DISPLAY"], QT_QPA_PLATFORM="xcb",
                                QT_QPA_PLATFORMTHEME="", XDG_CONFIG_HOME=home, XDG_RUNTIME_DIR=home, LC_ALL=language, LANGUAGE="")
        for name in ("WAYLAND_DISPLAY", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "XDG_CURRENT_DESKTOP"):
            self.environment.pop(name, None)

    def open(self, *arguments, **environment):
        """Starts the application and gives its window."""
        folder = self.sandbox.directory / "config"
        folder.mkdir(mode=0o700, exist_ok=True)
        root = ["--allow-root"] if os.geteuid() == 0 else []
        with open(self.sandbox.directory / "portolan.log", "ab") as log:
            command = [self.sandbox.program("portolan"), "--bus", self.sandbox.bus.address, *root, *arguments]
            self.process = self.sandbox.run(*command, env=dict(self.environment, **environment), stdout=log, stderr=log)
        return self.window()

    def window(self):
        return self.desk.window(MAIN, 20)

    def running(self):
        return self.process is not None and self.process.poll() is None

    def quit(self):
        """Quits by the key and gives the exit code."""
        self.window()
        self.desk.key("ctrl+q")
        return self.process.wait(10)

    def end(self):
        stop(self.process)

    def home(self):
        """Back to the main window, whatever a step left open."""
        for _ in range(4):
            if not any(self.desk.find(title) for title in (WIZARD, LOGOUT)):
                break
            self.desk.key("Escape")
            time.sleep(SETTLE)
        return self.window() if self.running() else self.open()

    def search(self, address):
        """Opens the wizard by the toolbar and looks for the targets at an address."""
        self.window().click(60, 40)
        wizard = self.desk.window(WIZARD)
        self.desk.type(address)
        self.desk.key("Return")
        return wizard

    def tick(self, count):
        """Ticks the first targets of the wizard's list, which has the keyboard after the search."""
        self.desk.key("space", *(["Down", "space"] * (count - 1)))

    def connect(self):
        self.desk.key("alt+c")

    def give_passwords(self, name, secret, target_name, target_secret):
        """Fills the form for both directions; the keyboard is in its first field."""
        self.desk.type(name)
        self.desk.key("Tab")
        self.desk.type(secret)
        self.desk.key("alt+t")
        time.sleep(SETTLE)  # Alt must be up again, or the window manager takes the Tab
        self.desk.key("Tab")
        self.desk.type(target_name)
        self.desk.key("Tab")
        self.desk.type(target_secret)

    def replace_password(self, secret):
        """The field with the refused password has the keyboard, and all of it is marked."""
        self.desk.type(secret)

    def choose(self, row):
        """Chooses a target by its row in the list, counted from 0."""
        window = self.window()
        self.desk.key("ctrl+f", "Tab", "Tab", "Home", *["Down"] * row)
        time.sleep(SETTLE)
        return window

    def page(self, letter):
        """One of the details: o, d, r, p or e, as underlined."""
        self.desk.key(f"alt+{letter}")
        time.sleep(SETTLE)

    def copy_list(self, window):
        """Chooses and copies all lines of the list on the page in front."""
        window.click(-200, 300)
        self.desk.key("ctrl+a", "ctrl+c")
        return self.desk.clipboard()

    def log_out(self):
        self.desk.key("ctrl+shift+l")

    def log_in(self):
        self.desk.key("ctrl+l")

    def until_online(self, *targets, seconds=40):
        wait_for(lambda: all(self.sandbox.online(target) for target in targets), seconds, f"{', '.join(targets)} online")
        time.sleep(SETTLE)
