#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy over the sources of the program, which also compiles them with clang.

Most of the time of a run over one file goes into the headers of Qt, so files of one library are looked at together, several
in one translation unit. Where that brings complaints, each is looked at alone, and that verdict counts: two files may use one name for
a local thing.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOPS = ("common", "daemon", "gui", "cli", "translations")
BATCH = 12
NOISE = re.compile(r"^\d+ warnings?( and \d+ errors?)? generated\.$|^Suppressed |^Use -header-filter|^Error while processing |^\d+ warnings? treated as errors?$")


def compile_commands(build):
    """(source, compiler arguments without source and output) of every source of ours that is built there."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if ROOT not in source.parents or source.relative_to(ROOT).parts[0] not in TOPS:
            continue
        words = shlex.split(entry["command"])
        words = words[next(i for i, word in enumerate(words) if pathlib.Path(word).name.startswith(("c++", "g++", "clang"))) + 1:]
        arguments, skip = [], False
        for word in words:
            if skip or word in ("-c", "-o") or word.endswith(".cpp") or word.startswith(("-fsanitize", "-fno-sanitize")):
                skip = word == "-o"
                continue
            arguments.append(word)
        yield source, tuple(arguments)


def batches(build):
    groups = {}
    for source, arguments in compile_commands(build):
        groups.setdefault((source.parent, arguments), []).append(source)
    for (_, arguments), sources in sorted(groups.items(), key=lambda item: str(item[0][0])):
        sources.sort()
        for start in range(0, len(sources), BATCH):
            yield sources[start:start + BATCH], arguments


def tidy(file, arguments):
    """-> what there is to complain about"""
    done = subprocess.run(
        ["clang-tidy-14", "--quiet", "--checks=-bugprone-suspicious-include", f"--header-filter=^{re.escape(str(ROOT))}/({'|'.join(TOPS)})/", f"--config-file={ROOT}/.clang-tidy", str(file),
         "--", *arguments, "-Wno-unknown-warning-option", "-Wno-unused-command-line-argument"],
        capture_output=True, text=True, cwd=ROOT)
    output = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if not NOISE.match(line))
    return output if done.returncode else ""


def look_at(sources, arguments):
    if len(sources) > 1:
        with tempfile.NamedTemporaryFile("w", suffix=".cpp", dir=ROOT / "build") as together:
            together.write("".join(f'#include "{source}"\n' for source in sources))
            together.flush()
            if not tidy(together.name, arguments):
                return ""
    return "\n".join(filter(None, (tidy(source, arguments) for source in sources)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("only", nargs="*", help="folders, relative to the project")
    options = parser.parse_args()
    work = [batch for batch in batches(options.build) if not options.only or any(
        batch[0][0].is_relative_to(ROOT / folder) for folder in options.only)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as threads:
        complaints = list(filter(None, threads.map(lambda batch: look_at(*batch), work)))
    print("\n".join(complaints))
    print(f"{sum(len(batch[0]) for batch in work)} files looked at in {len(work)} parts, {len(complaints)} of them with complaints")
    return 1 if complaints or not work else 0


if __name__ == "__main__":
    sys.exit(main())
