# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests that go wrong on purpose, for check_verdicts.py; nothing else runs them."""
import ctypes
import pathlib
import time
import unittest

POWER_OFF = 0x4321FEDC


class Planted(unittest.TestCase):
    def test_passes(self):
        pathlib.Path(__file__).write_text("")  # the guest's copy

    def test_fails(self):
        self.fail("planted")

    def test_hangs(self):
        time.sleep(1000)

    def test_panics(self):
        pathlib.Path("/proc/sysrq-trigger").write_text("c")
        time.sleep(1000)

    def test_powers_off(self):
        ctypes.CDLL(None).reboot(POWER_OFF)

    def test_warns(self):
        pathlib.Path("/dev/kmsg").write_text("<4>WARNING: planted\n")
