#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every "§n.n" in the sources names a section that RFC 7143 has.

A citation belongs to RFC 7143 unless another document stands directly before it ("RFC 4007 §11", "SAM-5 §4.7",
"SPC-4 §6.1"). With --list the heading is printed beside each citation, so that a reader sees a wrong one that exists.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("common", "daemon", "gui", "cli", "tests/unit", "tests/fuzz", "tests/target")
CITATION = re.compile(r"(?P<document>(?:RFC ?\d+|SAM-\d|SPC-\d|SBC-\d|design)[ ,]*)?(?P<sections>§ ?\d+(?:\.\d+)*(?:(?:,| and| to) §\d+(?:\.\d+)*)*)")


def sections():
    lines = (ROOT / "tests/check/rfc7143_sections.txt").read_text().splitlines()
    return dict(line.split(" ", 1) for line in lines)


def main():
    known = sections()
    found = wrong = 0
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".h", ".cpp", ".py", ".xml"):
                continue
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
                for match in CITATION.finditer(line):
                    document = (match["document"] or "RFC 7143").strip(" ,").replace("RFC7143", "RFC 7143")
                    if document != "RFC 7143":
                        continue
                    for section in re.findall(r"\d+(?:\.\d+)*", match["sections"]):
                        found += 1
                        heading = known.get(section)
                        place = f"{path.relative_to(ROOT)}:{number}"
                        if heading is None:
                            wrong += 1
                            print(f"{place}: RFC 7143 has no section {section}", file=sys.stderr)
                        elif "--list" in sys.argv:
                            print(f"{place}: §{section} {heading}")
    print(f"{found} citations of RFC 7143, {wrong} of a section that does not exist")
    return 1 if wrong or not found else 0


if __name__ == "__main__":
    sys.exit(main())
