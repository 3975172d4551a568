// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/pdu_channel.h" // The meta object of PduChannel is generated from here.
