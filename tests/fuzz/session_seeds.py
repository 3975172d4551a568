#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes corpus/session: the ways into the states of a session that chance does not find, for fuzz_session to go on from.

Each is what fuzz_session.cpp makes of the bytes: an owner's steps, and a target's answers as session_lane.h builds them.
"""
import pathlib

READ, WRITE = 1, 2
ORDERED, IMMEDIATE, SOLICITED = 0xC0, 0x20, 0x10
DATA_IN, RESPONSE, R2T, NOP_IN, FUNCTION_DONE, ASYNC, REJECT, LOGGED_OUT, TEXT, OTHER = range(10)
LATER = 0x80  # the owner does not look at events now


def begin(flags=ORDERED | IMMEDIATE | SOLICITED, sizes=0x95, window=31, tasks=7):
    return bytes([flags, sizes, 0, window, tasks])


def submit(direction=0, size=4, lun=0, timeout=1):
    """timeout: seconds; the least that gives this direction is taken. From 4 on the data is elsewhere."""
    what = next(w for w in range(timeout * 16, 256) if w % 16 == lun and w % 3 == direction)
    return bytes([what, size])


def send(amount=255):
    return bytes([2, amount])


def wait(ticks=0):
    """0: until something is due, else tenths of a second."""
    return bytes([3, ticks])


def answer(kind, shape=0, window=15, behind=0, older=0, wrong=(), damaged=False, late=False, astray=False,
           more=b""):
    """behind: how far ExpCmdSN lags. older: of which command. wrong: (offset, value) in the header. astray: what belongs to lane 0."""
    count = len(wrong)
    choice = 240 + kind if damaged else kind + (10 * (count + 1) if count else 0)
    return bytes([9 | (LATER if late else 0) | (0x70 if astray else 0), choice, shape, window | behind << 4 | older << 6]) + more + bytes(sum(wrong, ()))


def begun(kind, shape=0):
    """An answer whose rest comes before the next one."""
    return bytes([0x5F]) + answer(kind, shape)[1:]


def asynchronous(event, seconds=1, cid=None, late=False):
    shape = event | seconds << 4 if event < 6 else event
    return answer(ASYNC, shape | (8 if cid is None else 0), late=late, more=b"" if cid is None else bytes([cid]))


def reject(reason, opcode, **how):
    """opcode: of the request that is sent back; 7: the command."""
    return answer(REJECT, reason | opcode << 4, **how)


def text(final, words=None, length=0, **how):
    """words: what it declares, in units of 256, decimal or hexadecimal."""
    if words is None:
        return answer(TEXT, final | length << 3, more=b"\0", **how)
    value, hexadecimal = words
    return answer(TEXT, final | hexadecimal << 1 | 4, more=bytes([value]), **how)


def reconnect(window=31):
    return bytes([4, ORDERED | IMMEDIATE | SOLICITED, 0x95, 0, window])


def join(cid, flags=ORDERED):
    return bytes([0x87, flags, 0x95, cid])


def lane(slot):
    return bytes([0x37, slot])


LOGOUT, RENEGOTIATE, CUT, GIVE_UP, REMOVE = b"\x05", b"\x15", b"\x06", b"\x07", b"\x17"
UNSOLICITED = ORDERED  # InitialR2T=No, ImmediateData=No; and seven connections


def reset(lun):
    return bytes([0x25, lun])


def digests(flags):
    return begin(ORDERED | IMMEDIATE | SOLICITED | flags)


two = begin(UNSOLICITED | IMMEDIATE | SOLICITED) + join(1)
issued = submit() + send()
expired = begin() + submit(READ) + send() + wait() + wait() + send()
unit = expired + wait() + wait() + wait() + send()

SEEDS = {
    "read": begin() + submit(READ) + send() + answer(DATA_IN, 2 << 2) + answer(DATA_IN, 1 | 2 << 2),
    "read_then_response": begin() + submit(READ) + send() + answer(DATA_IN, 2 | 2 << 2) + answer(RESPONSE, 16),
    "read_without_order": begin(IMMEDIATE) + submit(READ) + send() + answer(DATA_IN, 4 << 2) + answer(DATA_IN, 1),
    "read_goes_on_elsewhere": begin() + submit(READ) + send() + answer(DATA_IN, 4, wrong=((43, 1),)),
    "read_repeats": begin() + submit(READ) + send() + answer(DATA_IN, 4) + answer(DATA_IN, 4, wrong=((39, 0),)),
    "read_behind_the_end": begin() + submit(READ) + send() + answer(DATA_IN, 4, wrong=((40, 255),)),
    "read_loses_some": begin() + submit(READ) + send() + answer(RESPONSE, wrong=((39, 3),)),
    "read_status_twice": begin() + submit(READ) + send() + answer(DATA_IN, 1) + answer(DATA_IN, 1, wrong=((27, 1),)),
    "large_read": begin(sizes=0xFF) + submit(READ, 250) + send() + answer(DATA_IN, 1 | 63 << 2) + submit(READ, 250) + send()
    + answer(DATA_IN, 1 | 63 << 2, older=0),
    "write_immediate": begin() + submit(WRITE) + send() + answer(RESPONSE),
    "write_unsolicited": begin(UNSOLICITED) + submit(WRITE, 40) + send() + send() + answer(R2T, 20) + send() + answer(RESPONSE),
    "write_solicited": begin(ORDERED | SOLICITED) + submit(WRITE, 40) + send() + answer(R2T, 10) + send() + answer(R2T, 40) + send(9),
    "write_asked_twice": begin(ORDERED | SOLICITED) + submit(WRITE, 40) + send() + answer(R2T, 10) + send() + answer(R2T, 10, wrong=((39, 0),)),
    "write_too_many_r2ts": begin(ORDERED | SOLICITED) + submit(WRITE, 40) + send() + answer(R2T, 1) + answer(R2T, 1) + answer(R2T, 1),
    "write_skips_an_r2t": begin(ORDERED | SOLICITED) + submit(WRITE, 40) + send() + answer(R2T, 10, wrong=((39, 7),)),
    "write_goes_back": begin(0x40 | SOLICITED) + submit(WRITE, 40) + send() + answer(R2T, 9) + send() + answer(R2T, 9, wrong=((42, 0), (43, 0))),
    "write_without_order": begin(SOLICITED) + submit(WRITE, 9) + send() + answer(R2T, 8) + send() + answer(RESPONSE),
    "write_above_burst": begin(ORDERED | SOLICITED, 0) + submit(WRITE, 9) + send() + answer(R2T, 8),
    "check_condition": begin() + issued + answer(RESPONSE, 1 | 1 << 2) + issued + answer(RESPONSE, 1 | 5 << 2) + issued + answer(RESPONSE, 1, wrong=((7, 0),)),
    "statuses": begin() + issued + answer(RESPONSE, 2) + issued + answer(RESPONSE, 3) + issued + answer(RESPONSE, 12) + issued + answer(RESPONSE, 32),
    "residual_too_large": begin() + submit(READ) + send() + answer(RESPONSE, 16 | 128),
    "answered_twice": begin() + issued + answer(RESPONSE) + answer(RESPONSE),
    "status_skipped": begin() + issued + answer(RESPONSE, wrong=((27, 9),)),
    "acknowledges_too_much": begin() + issued + answer(RESPONSE, wrong=((31, 99),)),
    "window_closes": begin(window=1) + submit() + submit() + submit() + send() + answer(RESPONSE, window=0) + send() + answer(NOP_IN, 0, window=15) + send(),
    "ping": begin() + submit(lun=1, timeout=12) + send() + wait() + send() + answer(NOP_IN, 1) + wait() + send() + wait(),
    "ping_echo_differs": begin() + submit(lun=1, timeout=12) + send() + wait() + send() + answer(NOP_IN, 1 | 128) + reconnect() + wait() + send() + answer(NOP_IN, 1),
    "ping_of_the_target": begin() + answer(NOP_IN, 2) + answer(NOP_IN, 2) + send() + answer(NOP_IN, 1),
    "flood_of_pings": begin() + answer(NOP_IN, 2) * 1030 + send(),
    "async_events": begin() + b"".join(asynchronous(event) for event in (0, 4, 254, 255, 7)) + asynchronous(2, cid=9) + asynchronous(5),
    "async_drops": begin() + issued + asynchronous(2) + reconnect() + send() + asynchronous(3),
    "async_storm": begin() + asynchronous(4, late=True) * 260,
    "logout_is_asked": begin() + issued + asynchronous(1) + asynchronous(1) + submit() + send() + LOGOUT + send() + answer(LOGGED_OUT),
    "logout_is_asked_in_vain": begin() + issued + asynchronous(1) + wait() + wait(),
    "logout_of_the_session": two + issued + LOGOUT + LOGOUT + lane(0) + send() + lane(1) + send() + answer(LOGGED_OUT) + lane(0) + answer(LOGGED_OUT) + reconnect(),
    "logout_is_refused": begin() + LOGOUT + send() + answer(LOGGED_OUT, 3),
    "logout_without_answer": begin() + LOGOUT + send() + wait(),
    "logout_rejected": begin() + LOGOUT + send() + reject(6, 6) + wait() + send() + reject(4, 6),
    "logout_of_nothing": begin() + answer(LOGGED_OUT),
    "text_ends": begin() + RENEGOTIATE + send() + text(0, (4, 0)) + send() + text(1, length=1),
    "text_declares": begin() + RENEGOTIATE + send() + text(1, (4, 0)),
    "text_declares_in_hexadecimal": begin() + RENEGOTIATE + send() + text(1, (4, 1)),
    "text_declares_nonsense": begin() + RENEGOTIATE + send() + text(1, (1, 0)),
    "text_without_end": begin() + RENEGOTIATE + (send() + text(0)) * 17,
    "text_too_long": begin(sizes=0x97) + RENEGOTIATE + (send() + text(0, length=15)) * 3,
    "text_above_our_memory": begin(sizes=0x97) + RENEGOTIATE + send() + text(1, length=31),
    "text_rejected": begin() + RENEGOTIATE + send() + reject(5, 4),
    "text_without_answer": begin() + issued + answer(RESPONSE) + RENEGOTIATE + send() + wait(),
    "text_of_nothing": begin() + text(1),
    "abort": expired + answer(FUNCTION_DONE) + answer(RESPONSE) + answer(DATA_IN, 4),
    "aborts_wait_for_each_other": two + lane(1) + submit(READ) + submit(READ) + send() + wait() + wait() + wait() + send() + CUT + lane(0) + send()
    + answer(LOGGED_OUT) + send(),
    "abort_refused": expired + answer(FUNCTION_DONE, 5) + send() + answer(FUNCTION_DONE),
    "abort_was_late": expired + answer(RESPONSE, 16) + answer(FUNCTION_DONE, 1),
    "abort_rejected": expired + reject(6, 2) + wait() + send() + reject(5, 2) + send(),
    "unit_reset": unit + answer(FUNCTION_DONE),
    "unit_reset_refused": unit + answer(FUNCTION_DONE, 5) + reconnect() + send(),
    "unit_reset_without_answer": unit + wait() + wait() + reconnect(),
    "unit_resets": begin() + b"".join(reset(lun) for lun in range(18)) + send() * 3 + answer(FUNCTION_DONE),
    "unit_reset_while_aborting": expired + reset(0) + send() + answer(FUNCTION_DONE),
    "reset_unconnected": begin() + CUT + reset(1) + submit() + reconnect() + send(),
    "function_of_nothing": begin() + answer(FUNCTION_DONE),
    "command_rejected": begin() + issued + reject(5, 7, behind=1) + send() + answer(FUNCTION_DONE),
    "command_rejected_and_counted": begin() + issued + reject(5, 7),
    "command_sent_again": begin(ORDERED) + submit(WRITE, 9) + send() + (reject(2, 7, behind=1) + send()) * 4,
    "command_in_progress": begin() + issued + reject(7, 7, behind=1),
    "commands_rejected": begin() + (issued + reject(5, 7)) * 34,
    "reject_is_short": begin() + issued + reject(5, 7, wrong=((7, 9),)),
    "reject_resets_negotiation": begin() + reject(11, 0),
    "reject_waits_for_logout": begin() + reject(4, 0) + reject(12, 0) + LOGOUT + send() + answer(LOGGED_OUT),
    "connections": begin(0xF0) + b"".join(join(cid) for cid in range(1, 8)) + join(3) + join(9) + issued * 3 + lane(2) + send() + lane(3) + send() + answer(RESPONSE),
    "connections_all": begin(0xD0 | 0x20) + b"".join(join(cid) for cid in range(1, 8)) + lane(5) + CUT + join(9) + join(10),
    "connection_out_of_time": two + join(0x82),
    "connection_removed": two + lane(1) + REMOVE + send() + answer(LOGGED_OUT) + join(1),
    "connection_drained": two + lane(1) + issued + REMOVE + submit() + send() + answer(RESPONSE) + send() + answer(LOGGED_OUT),
    "connection_drained_by_time": two + lane(1) + issued + REMOVE + wait() + send() + answer(LOGGED_OUT) + lane(0) + send(),
    "connection_asked_to_go": two + lane(1) + issued + asynchronous(1, 9) + send() + answer(RESPONSE) + send() + answer(LOGGED_OUT),
    "connection_refuses_to_go": two + lane(1) + REMOVE + send() + answer(LOGGED_OUT, 3),
    "last_connection_goes": two + lane(1) + REMOVE + send() + lane(0) + CUT + lane(1) + answer(LOGGED_OUT),
    "session_ends_on_its_last": two + lane(1) + REMOVE + send() + lane(0) + CUT + LOGOUT + lane(1) + answer(LOGGED_OUT),
    "connection_lost": two + lane(1) + issued + CUT + lane(0) + send() + answer(LOGGED_OUT, behind=1) + send() + answer(NOP_IN, 1) + send(),
    "connection_lost_unexplained": two + lane(1) + issued + CUT + lane(0) + send() + answer(LOGGED_OUT, 2),
    "connection_lost_without_answer": two + lane(1) + issued + CUT + lane(0) + send() + wait() + wait() + wait(),
    "connection_lost_logout_rejected": two + lane(1) + issued + CUT + lane(0) + send() + reject(6, 6) + wait() + send() + reject(4, 6),
    "connection_lost_twice": two + join(2) + lane(1) + issued + CUT + lane(2) + issued + CUT + lane(0) + send() + answer(LOGGED_OUT, behind=2) + send() + answer(LOGGED_OUT, behind=2) + send() * 2,
    "connection_lost_while_aborting": two + lane(1) + submit(READ) + send() + wait() + wait() + send() + CUT + lane(0) + send() + answer(LOGGED_OUT) + send(),
    "connection_dropped_by_another": two + lane(1) + issued + lane(0) + asynchronous(2, cid=1) + send() + answer(LOGGED_OUT) + send(),
    "reset_on_a_lost_connection": two + lane(1) + reset(0) + send() + CUT + lane(0) + send() + answer(FUNCTION_DONE),
    "plugs_twice": two + join(2) + lane(1) + issued + CUT + lane(2) + send() + answer(LOGGED_OUT, behind=1) + send() + CUT + lane(0) + send() + answer(LOGGED_OUT, behind=2) + send() + answer(NOP_IN, 1),
    "data_on_another_connection": two + lane(0) + submit(READ) + send() + lane(1) + answer(DATA_IN, 4, astray=True),
    "function_done_on_another_connection": two + lane(0) + reset(0) + send() + lane(1) + answer(FUNCTION_DONE, astray=True),
    "reset_while_data_arrives": two + lane(1) + submit(READ, 250, timeout=4) + send() + begun(DATA_IN, 6 << 2) + lane(0) + reset(0) + send()
    + answer(FUNCTION_DONE) + lane(1) + answer(NOP_IN, 2),
    "read_elsewhere": begin(sizes=0xFF) + submit(READ, 250, timeout=4) + send() + begun(DATA_IN, 63 << 2) + answer(DATA_IN, 1 | 63 << 2, older=0),
    "write_elsewhere": begin(UNSOLICITED | IMMEDIATE, sizes=0xBF) + submit(WRITE, 250, timeout=5) + send() + answer(R2T, 250) + send() * 9,
    "digests_come_for_data_elsewhere": begin(sizes=0xFF) + submit(READ, 250, timeout=4) + submit(WRITE, 250, timeout=5) + send() + begun(DATA_IN, 63 << 2)
    + bytes([4, ORDERED | IMMEDIATE | SOLICITED | 14, 0xFF, 0, 31]) + send() * 9 + answer(DATA_IN, 1 | 63 << 2),
    "digests": digests(14) + submit(READ) + send() + answer(DATA_IN, 1 | 2 << 2) + submit(WRITE) + send() + answer(RESPONSE) + answer(NOP_IN, 2) + send(),
    "header_damaged": digests(12) + issued + answer(RESPONSE, damaged=True),
    "data_damaged": digests(10) + submit(READ) + send() + answer(DATA_IN, 4 << 2, damaged=True),
    "longer_header": begin() + issued + answer(RESPONSE, wrong=((4, 1),)),
    "more_than_we_accept": begin() + issued + answer(RESPONSE, wrong=((5, 9),)),
    "opcodes": begin() + answer(OTHER, 0x23) + reconnect() + answer(OTHER, 0x2F),
    "reconnected": begin() + submit(READ) + submit(WRITE) + submit() + send() + CUT + submit() + reconnect() + send() + answer(RESPONSE),
    "blamed": begin() + submit(READ, timeout=12) + (send() + answer(RESPONSE, wrong=((39, 3),)) + reconnect()) * 3,
    "given_up": begin() + issued + submit() + GIVE_UP + submit() + reconnect() + submit() + send(),
    "waits_too_long": begin(window=0) + submit() + wait() + wait(),
    "noise": begin() + issued + bytes([8, 47]) + bytes([0x21]) * 48,
}

folder = pathlib.Path(__file__).parent / "corpus" / "session"
folder.mkdir(parents=True, exist_ok=True)
for name, seed in SEEDS.items():
    (folder / name).write_bytes(seed)
