# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kernel says, and which of it means that the kernel itself is in trouble."""
import os
import re

COMPLAINT = re.compile(r"WARNING:|BUG:|Oops|Kernel panic|blocked for more than|general protection|Unable to handle|refcount_t:|INFO: rcu")


def complaints(lines):
    return [line.strip() for line in lines if COMPLAINT.search(line)]


class KernelLog:
    """The guest's kernel log from now on."""

    def __init__(self):
        self._file = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
        os.lseek(self._file, 0, os.SEEK_END)
        self._lines = []

    def lines(self):
        """Everything since the start, without the kernel's own prefix."""
        while True:
            try:
                record = os.read(self._file, 8192).decode(errors="replace")
            except BlockingIOError:
                return list(self._lines)
            except BrokenPipeError:  # the ring overran us: the next read goes on with what is left
                self._lines.append("(messages were lost)")
                continue
            self._lines.append(record.split(";", 1)[1].split("\n", 1)[0])

    def close(self):
        os.close(self._file)
