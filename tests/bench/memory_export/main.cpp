// SPDX-License-Identifier: GPL-3.0-or-later
// The worker's FUSE files without iSCSI behind them: one disk whose requests are answered from memory at once. What a
// disk of the user-space data plane could reach here at most.
#include "daemon/dataplane/worker/export/fuse_export.h"
#include "daemon/dataplane/worker/loop/event_loop.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <vector>

namespace {

using namespace portolan;
using namespace portolan::dataplane::worker;

constexpr std::size_t kRequests = 128; // as the worker has

volatile std::sig_atomic_t stop = 0;
void onSignal(int) { stop = 1; }

class Memory final : public BlockBackend {
public:
    explicit Memory(std::size_t size)
        : m_bytes(size)
    {
        m_waiting.reserve(kRequests);
    }

    void start(BlockRequest &request, Instant) override { m_waiting.push_back(&request); }
    void completeAll()
    {
        for (BlockRequest *request : m_waiting) {
            std::byte *const place = m_bytes.data() + request->offset;
            if (request->operation == BlockOperation::Read)
                std::memcpy(request->payload, place, request->length);
            else if (request->operation == BlockOperation::Write)
                std::memcpy(place, request->payload, request->length);
            else if (request->operation == BlockOperation::WriteZeroes)
                std::memset(place, 0, request->length);
            request->origin->complete(*request, 0);
        }
        m_waiting.clear();
    }

private:
    std::vector<std::byte> m_bytes;
    std::vector<BlockRequest *> m_waiting;
};

Result<> serve(const std::string &folder, std::size_t size)
{
    auto files = FuseExport::create(folder, kRequests);
    if (!files)
        return fail(files.error());
    std::string why;
    auto loop = EventLoop::createBest({}, &why);
    if (!loop)
        return fail(loop.error());
    Memory memory(size);
    (*files)->setBackend(&memory);
    (*files)->addDevice({.id = 1, .lun = 0, .name = "lun0", .sizeBytes = size});
    std::puts("ready");
    std::fflush(stdout);
    while (stop == 0) {
        const auto watched = (*loop)->watch(0, {(*files)->wantsRequests() ? (*files)->fd() : -1, POLLIN, 0});
        if (!watched)
            return watched;
        if (const auto ready = (*loop)->wait(nullptr); !ready)
            return fail(ready.error());
        if (const auto taken = (*files)->readable(std::chrono::steady_clock::now()); !taken)
            return taken;
        memory.completeAll();
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    const std::size_t size = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 0;
    if (size == 0 || size % 4096 != 0) {
        std::fputs("usage: memory_export FOLDER BYTES\nThe disk is FOLDER/lun0, until SIGTERM.\n", stderr);
        return 2;
    }
    struct sigaction action {};
    action.sa_handler = onSignal; // without SA_RESTART: it ends the wait
    sigaction(SIGTERM, &action, nullptr);
    if (const auto served = serve(argv[1], size); !served) {
        std::fprintf(stderr, "memory_export: %s\n", served.error().message.c_str());
        return 1;
    }
    return 0;
}
