#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Logs out of all targets at shutdown: portolan-shutdown.service. Mounts with _netdev are gone by now. A disk that a file manager
# or a person mounted is none of the network's to systemd, which would unmount it when the network is gone, and wait for it
# without end; so its file systems are unmounted here. What keeps a disk busy even then, as / may, keeps it: the kernel ends it.

# Ends what nobody uses; the devices that hinder the rest. Sessions of other programs and the firmware's are not among them.
log_out() {
  portolanctl --json logout --all >"$answer" && return 0
  sed -n 's/^ *"sentence": //p' "$answer"
  in_use=$(sed -n 's/^ *"device": "\(\/dev\/[^"]*\)",*$/\1/p' "$answer" | sort -u)
  return 1
}

# What stands on a device, and the device itself, from the outside in.
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

answer=$(mktemp) || exit 1
trap 'rm -f "$answer"' EXIT
tries=5  # programs that were asked to end may take a moment
until log_out; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  for device in $in_use; do release "$device"; done
  sleep 1
done
