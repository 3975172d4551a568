# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel's iSCSI sessions as sysfs shows them, and the way to end one that nobody owns any more."""
import pathlib
import re
import socket
import struct

SESSIONS = pathlib.Path("/sys/class/iscsi_session")
CONNECTIONS = pathlib.Path("/sys/class/iscsi_connection")

NETLINK_ISCSI = 8
DESTROY_SESSION, DESTROY_CONN, STOP_CONN = 12, 14, 18
STOP_CONN_TERM = 1
IF_ERROR = 103


def attribute(path, name):
    """None if the session vanishes meanwhile."""
    try:
        return (path / name).read_text().strip()
    except OSError:
        return None


def all_of_them():
    """Session number -> what tests ask for most."""
    return {int(path.name[len("session"):]): {"target": attribute(path, "targetname"), "state": attribute(path, "state")}
            for path in SESSIONS.glob("session*")}


def of_target(target_name):
    return sorted(number for number, session in all_of_them().items() if session["target"] == target_name)


def disks(target_name):
    """LUN -> /dev/sdX of the sessions with this target."""
    found = {}
    for number in of_target(target_name):
        for device in (SESSIONS / f"session{number}/device").glob("target*/*:*:*:*"):
            for block in device.glob("block/*"):
                found[int(device.name.rsplit(":", 1)[1])] = f"/dev/{block.name}"
    return found


def scsi_device(block_device):
    """The folder of a disk's SCSI device: state, queue_depth, timeout, rescan, delete, wwid, …"""
    return (pathlib.Path("/sys/class/block") / pathlib.Path(block_device).name / "device").resolve()


def written(block_device):
    """How many write requests a disk has carried out."""
    return int((pathlib.Path("/sys/class/block") / pathlib.Path(block_device).name / "stat").read_text().split()[4])


def connections(number):
    """The connection ids of a session."""
    return sorted(int(re.fullmatch(r"connection\d+:(\d+)", path.name)[1]) for path in CONNECTIONS.glob(f"connection{number}:*"))


def end(number):
    """Without a Logout and without its owner: what is left after a test that failed."""
    handle = int((pathlib.Path("/sys/class/iscsi_transport/tcp/handle")).read_text())
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_ISCSI) as netlink:
        netlink.settimeout(60)
        for connection in connections(number):
            _request(netlink, handle, STOP_CONN, number, connection, STOP_CONN_TERM)
            _request(netlink, handle, DESTROY_CONN, number, connection)
        _request(netlink, handle, DESTROY_SESSION, number)


def _request(netlink, handle, kind, *numbers):
    """One struct iscsi_uevent: type, iferror, transport_handle, and a union that is filled with numbers."""
    event = struct.pack("=IIQ", kind, 0, handle) + struct.pack(f"={len(numbers)}I", *numbers).ljust(64, b"\0")
    netlink.send(struct.pack("=IHHII", 16 + len(event), kind, 0, 0, 0) + event)
    answer_kind, error = struct.unpack_from("=Ii", netlink.recv(65536), 16)
    if answer_kind == IF_ERROR:
        raise OSError(-error, f"the kernel refuses iSCSI request {kind} for session {numbers[0]}")
