# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's current kernel (6.12 or newer) under QEMU: two processors, ublk, and room for sanitizers, but slow without KVM."""
import lzma
import pathlib
import re
import shutil
import subprocess
import sys

import kernel_package
from machine import HERE, ROOT, Unavailable

BOOT_MODULES = ("9pnet_virtio", "9p")  # and what they need: the machine's files come by them
# Where a processor has these, the kernel copies with `rep movsb`, which is emulated byte by byte: whoever copies more would look far too slow.
PROCESSOR = "max,-erms,-fsrm"


class Qemu:
    """The machine's files come by 9p, the line to the caller is a virtio console."""

    name = "qemu"
    newest = False
    kernel = ROOT / "build/lab/kernel"
    terminal = "/dev/hvc0"

    def __init__(self):
        for program in ("qemu-system-x86_64", "busybox", "cpio", "depmod"):
            if not shutil.which(program):
                raise Unavailable(f"{program} is not installed (Debian packages qemu-system-x86, busybox, cpio and kmod)")
        if not self.kernel.exists():
            try:
                kernel_package.fetch(self.kernel, self.newest)
            except kernel_package.NoKernel as reason:
                raise Unavailable(f"no kernel could be fetched: {reason}") from None
        self.modules = next((self.kernel / "lib/modules").iterdir())

    def command(self, results, folder, memory, line):
        # Both processors on one thread: the kernel changes its own code as it starts, and one emulated beside the other may run half of it.
        append = f"console=ttyS0 loglevel=7 panic=-1 lab_modules={self.modules} lab_results={results} lab_share=9p lab_python={sys.executable} " \
            f"lab_init={HERE / 'init'}"
        return ["qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-accel", "tcg,thread=single",
                "-cpu", PROCESSOR, "-smp", "2", "-m", memory, "-kernel", str(next((self.kernel / "boot").glob("vmlinuz-*"))),
                "-initrd", str(self._initramfs(pathlib.Path(folder))), "-append", append,
                "-virtfs", "local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap",
                "-virtfs", f"local,path={results},mount_tag=results,security_model=none",
                "-chardev", f"file,id=log,path={results}/kernel.log,append=on", "-serial", "chardev:log",
                "-chardev", f"socket,id=line,fd={line}", "-device", "virtio-serial-pci", "-device", "virtconsole,chardev=line"]

    def _initramfs(self, folder):
        """busybox with its libraries, the modules for 9p in the order in which they are loaded, and `boot`."""
        tree = folder / "initramfs"
        for name in ("bin", "modules", "dev", "proc"):
            (tree / name).mkdir(parents=True)
        shutil.copy(HERE / "boot", tree / "init")
        busybox = shutil.which("busybox")
        shutil.copy(busybox, tree / "bin/busybox")
        for library in re.findall(r"(/\S+) \(0x", subprocess.run(["ldd", busybox], capture_output=True, text=True).stdout):
            target = tree / library.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library, target)
        for number, module in enumerate(self._modules_for_boot()):
            content = module.read_bytes()
            (tree / f"modules/{number:02}.ko").write_bytes(lzma.decompress(content) if module.suffix == ".xz" else content)
        image = folder / "initramfs.cpio"
        with open(image, "wb") as file:
            names = "\0".join(str(path.relative_to(tree)) for path in sorted(tree.rglob("*")))
            subprocess.run(["cpio", "--null", "--create", "--format=newc", "--quiet"], cwd=tree, input=names.encode(), stdout=file, check=True)
        return image

    def _modules_for_boot(self):
        shown = subprocess.run(["modprobe", "-d", str(self.kernel), "-S", self.modules.name, "--show-depends", "--all", *BOOT_MODULES],
                               capture_output=True, text=True, check=True).stdout
        paths = [pathlib.Path(line.split()[1]) for line in shown.splitlines() if line.startswith("insmod")]
        return list(dict.fromkeys(paths))

    @staticmethod
    def why_not(kernel_log):
        return "QEMU did not bring the kernel to its first program"


class QemuNewest(Qemu):
    """With the newest kernel that Debian has for a release."""

    name = "qemu-newest"
    newest = True
    kernel = ROOT / "build/lab/kernel-newest"
