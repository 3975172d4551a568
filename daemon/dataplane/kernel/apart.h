// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace portolan::dataplane::kernel {

/// Does work in a process of its own and waits for its end; on any thread but the main one.
///
/// For system calls that wait in the kernel for a target, where not even SIGKILL reaches them. A thread of ours in such
/// a call would keep a killed daemon from ending, and so the next one from starting, until the connection is back:
/// which only the next one could bring back.
///
/// The process shares our memory, as after vfork(2): a copy of it would cost more than all the rest of a login. Only
/// the calling thread waits, and SIGKILL ends that wait.
///
/// \param work  System calls only: if the daemon is killed meanwhile, there is no other thread that would give a lock
///              back. No file is open in there. 0, or an errno.
/// \return      what `work` returned, or the errno with which it could not be done
int runApart(const std::function<int()> &work);

} // namespace portolan::dataplane::kernel
