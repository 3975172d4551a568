#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may use whom: compares #include lines and link lines with the table below (docs/architecture.md explains it)."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

BASE = {"common/result", "common/types"}
PROTOCOL = BASE | {"daemon/protocol"}
# Folder -> folders whose headers it may include besides its own. The longest matching folder of a file counts.
MAY_USE = {
    "common/result": set(),
    "common/types": {"common/result"},
    "common/background": set(),
    "common/log": BASE,
    "common/dbus": BASE,
    "daemon/protocol": BASE,
    "daemon/net": PROTOCOL | {"common/log"},
    "daemon/dataplane": PROTOCOL,
    "daemon/dataplane/ipc": PROTOCOL,
    "daemon/dataplane/worker": PROTOCOL | {"daemon/dataplane/ipc"},
    "daemon/dataplane/user": PROTOCOL | {"daemon/dataplane", "daemon/dataplane/ipc", "common/log"},
    "daemon/dataplane/kernel": PROTOCOL | {"daemon/dataplane", "common/background", "common/log"},
    "daemon/store": PROTOCOL | {"common/log"},
    "daemon/devices": BASE | {"common/background", "common/log"},
    "daemon/engine": PROTOCOL | {"daemon/net", "daemon/dataplane", "daemon/store", "daemon/devices", "common/background", "common/log"},
    # The bus layer sees the engine and the plain records that the engine's snapshots are made of.
    "daemon/dbus": PROTOCOL | {"daemon/engine", "daemon/dataplane", "daemon/store", "daemon/devices", "common/dbus", "common/log"},
    # The composition root: the only place that names implementations.
    "daemon": PROTOCOL | {"daemon/dbus", "daemon/engine", "daemon/net", "daemon/dataplane", "daemon/dataplane/kernel", "daemon/dataplane/user", "daemon/store",
                          "daemon/devices", "common/dbus", "common/log"},
    "gui/avahi": BASE,
    "gui/client": BASE | {"common/background", "common/dbus"},
    "gui/udisks": BASE | {"common/dbus"},
    "gui/models": BASE | {"common/dbus", "gui/client"},
    "gui/widgets": BASE | {"common/dbus", "gui/client", "gui/models"},
    "gui/help": BASE | {"gui/models"},
    "gui/wizards": BASE | {"common/dbus", "gui/client", "gui/avahi", "gui/udisks", "gui/models", "gui/widgets"},
    "gui/windows": BASE | {"common/dbus", "gui/client", "gui/udisks", "gui/models", "gui/help", "gui/widgets", "gui/wizards"},
    "gui/tray": BASE | {"common/dbus", "gui/client", "gui/models", "gui/widgets", "gui/windows"},
    "gui": BASE | {"common/dbus", "gui/client", "gui/udisks", "gui/models", "gui/widgets", "gui/wizards", "gui/windows", "gui/tray", "translations"},
    "translations": set(),
    "cli": BASE | {"common/dbus", "gui/client", "translations"},
}
# What must stay free of which foreign headers.
QT = re.compile(r"^(Q[A-Z]|Qt)")
POSIX = re.compile(r"^(unistd|fcntl|poll|pthread|netdb|signal|sys/|netinet/|arpa/|linux/)|^(thread|mutex|future|condition_variable|filesystem|fstream|iostream)$")
FOREIGN = {
    "common/result": (QT, POSIX),
    "daemon/protocol": (QT, POSIX),
    "daemon/dataplane/ipc": (QT,),
    "daemon/dataplane/worker": (QT,),
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def folder_of(path):
    parts = pathlib.PurePosixPath(path).parts[:-1]
    for length in range(len(parts), 0, -1):
        folder = "/".join(parts[:length])
        if folder in MAY_USE:
            return folder
    return None


def check_file(path, problems):
    relative = path.relative_to(ROOT).as_posix()
    folder = folder_of(relative)
    if folder is None:
        return
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        own, foreign = match.groups()
        if own and "/" in own and not own.startswith("moc_"):
            used = folder_of(own)
            if used is None:
                problems.append(f"{relative}:{number}: {own} is in no known folder")
            elif used != folder and used not in MAY_USE[folder]:
                problems.append(f"{relative}:{number}: {folder} may not use {used}")
        if foreign:
            for pattern in FOREIGN.get(folder, ()):
                if pattern.search(foreign):
                    problems.append(f"{relative}:{number}: {folder} may not use <{foreign}>")
    if folder.startswith("daemon/protocol") and path.name.endswith(".h") and "unique_fd" in path.read_text():
        problems.append(f"{relative}: the protocol core knows no file descriptor")


def module_folders():
    """Library name -> folder, and folder -> libraries that its link line names."""
    libraries, links = {}, {}
    for cmake in ROOT.glob("**/CMakeLists.txt"):
        if "build" in cmake.relative_to(ROOT).parts[0]:
            continue
        folder = cmake.parent.relative_to(ROOT).as_posix()
        text = re.sub(r"#[^\n]*", "", cmake.read_text())
        for call in re.finditer(r"portolan_add_module\(\s*(\w+)(.*?)\)", text, re.S):
            libraries[call[1]] = folder
            links.setdefault(folder, []).extend(re.findall(r"\bportolan_\w+", call[2]))
    return libraries, links


def main():
    problems = []
    count = 0
    for top in ("common", "daemon", "gui", "cli"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                count += 1
                check_file(path, problems)
    libraries, links = module_folders()
    for folder, names in sorted(links.items()):
        owner = folder_of(folder + "/x")
        for name in names:
            used = libraries.get(name)
            used = folder_of(used + "/x") if used else None
            if used and owner and used != owner and used not in MAY_USE[owner]:
                problems.append(f"{folder}/CMakeLists.txt: {owner} may not link {name} ({used})")
    print("\n".join(problems), file=sys.stderr)
    print(f"{count} files and {len(libraries)} libraries looked at, {len(problems)} against the layers")
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main())
