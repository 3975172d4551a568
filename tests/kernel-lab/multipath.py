# SPDX-License-Identifier: GPL-3.0-or-later
"""multipathd inside the guest."""
import pathlib
import subprocess

from sandbox import stop, wait_for
from udev_rules import mask_rules, unmask_rules

CONFIGURATION = pathlib.Path("/etc/multipath.conf")
# One group of all paths; requests wait while there is none. Whatever its tables say of LIO, for a test's times.
TEXT = """defaults {
  user_friendly_names no
  find_multipaths no
  polling_interval 1
  max_polling_interval 1
}
overrides {
  path_grouping_policy multibus
  hardware_handler "0"
  prio const
  path_checker tur
  no_path_retry queue
  fast_io_fail_tmo off
  dev_loss_tmo 3600
}
"""


class Multipath:
    def __init__(self, log):
        CONFIGURATION.write_text(TEXT)
        unmask_rules()
        subprocess.run(["udevadm", "control", "--reload"], check=True)
        subprocess.run(["modprobe", "--all", "dm-mod", "dm-multipath", "dm-round-robin", "dm-service-time"], check=True)
        with open(log, "ab") as output:
            self.process = subprocess.Popen(["multipathd", "-d", "-v2"], stdout=output, stderr=output, start_new_session=True)
        wait_for(lambda: self.ask("show daemon"), 10, "multipathd")

    @staticmethod
    def ask(command):
        return subprocess.run(["multipathd", "-k" + command], capture_output=True, text=True, timeout=20).stdout

    def maps(self):
        """Name -> {disk: what multipathd's device mapper thinks of it, as "active" or "failed"}, of maps with their paths."""
        found = {line.strip(): {} for line in self.ask("show maps raw format %w").splitlines() if line.strip()}
        for line in self.ask("show paths raw format %w|%d|%t").splitlines():
            wwid, disk, state = (word.strip() for word in line.split("|"))
            if wwid in found:
                found[wwid][f"/dev/{disk}"] = state
        return found

    def remove_maps(self):
        """Those that nobody uses; without, they hold their paths."""
        self.ask("del maps")

    def close(self):
        self.remove_maps()
        stop(self.process, 10)
        CONFIGURATION.unlink()
        mask_rules()
        subprocess.run(["udevadm", "control", "--reload"], check=True)
