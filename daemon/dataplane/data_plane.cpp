// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/data_plane.h" // The meta object of DataPlane is generated from here.
