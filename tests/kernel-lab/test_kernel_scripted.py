# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests of the Full Feature Phase against the scripted target once more, on the kernel data plane. (What happens in the Login Phase
is the same code for both planes, and proved by tests/integration.)"""
import test_scripted
from guest import ScriptedDaemonTest


class Chap(ScriptedDaemonTest, test_scripted.Chap):
    """A session of the kernel behind each algorithm."""

    misunderstood = ("Inquiry Response Data",)  # tshark takes the kernel's short INQUIRY for a cut one
    test_target_skips_its_proof = test_target_skips_authentication = test_reflected_challenge = None


class FullFeature(ScriptedDaemonTest, test_scripted.FullFeature):
    misunderstood = Chap.misunderstood
    # The kernel takes a read that came short without a residual for a whole one: docs/kernel-data-plane.md.
    test_short_read_is_no_success = None
    # The block layer punches no hole where the target promises no zeroes; test_kernel_plane.py discards at LIO.
    test_unmap = None
