#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Logs out of all targets at shutdown: portolan-shutdown.service. Mounts with _netdev are gone by now. A disk that a file manager
# or a person mounted is none of the network's to systemd, which would unmount it when the network is gone, and wait for it
# without end; so its file systems are unmounted here. What keeps a disk busy even then, as / may, keeps it: the kernel ends it.

disks() {
  portolanctl --json disks | sed -n 's/^ *"device": "\(\/dev\/[^"]*\)",*$/\1/p' | sort -u
}

# What stands on a disk, and the disk itself, from the outside in.
release() {
  for device in $(lsblk --noheadings --raw --paths --output NAME "$1" | tac); do
    if findmnt --source "$device" >/dev/null; then
      echo "unmounting $device"
      umount --all-targets "$device"
    fi
    if swapon --noheadings --show=NAME | grep -qxF "$device"; then
      echo "no more swapping to $device"
      swapoff "$device"
    fi
  done
}

tries=5  # programs that were asked to end may take a moment
until portolanctl logout --all; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  for disk in $(disks); do release "$disk"; done
  sleep 1
done
