# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./check and ./try: installs the Debian packages that are missing.

packages_build="build-essential cmake ninja-build pkg-config qt6-base-dev qt6-base-dev-tools qt6-tools-dev qt6-tools-dev-tools
  qt6-l10n-tools linguist-qt6 qt6-svg-dev libqt6sql6-sqlite libgl-dev libssl-dev libsqlite3-dev libexpected-dev libisal-dev libfuse3-dev
  liburing-dev libnl-genl-3-dev libsystemd-dev libudev-dev fuse3"
packages_sandbox="tgt dbus-daemon systemd python3 e2fsprogs fio jq xvfb openbox xdotool xclip trayer imagemagick qt6-qpa-plugins fonts-dejavu-core"
packages_check="libiscsi-dev avahi-daemon avahi-utils open-isns-server open-isns-utils
  clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev tshark desktop-file-utils appstream libxml2-utils man-db ccache"
packages_bench="libiscsi-dev iperf3 tgt python3 util-linux"
packages_lab="user-mode-linux open-iscsi multipath-tools udisks2 kmod udev iproute2 dbus-daemon dbus polkitd systemd e2fsprogs fio procps util-linux qemu-system-x86 busybox cpio"

install_missing() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null; then
    echo "These Debian packages are needed, and this is no Debian: ${missing[*]}" >&2
    return 1
  fi
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    echo "To be installed with sudo apt-get: ${missing[*]}"
    local answer=""
    if [ -t 0 ]; then read -r -p "Go on? [Y/n] " answer; else echo "Not asked, because there is no terminal." >&2; return 1; fi
    case "$answer" in [nN]*) return 1 ;; esac
    as_root=(sudo)
  fi
  echo "Installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
