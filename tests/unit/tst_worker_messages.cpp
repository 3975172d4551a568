// SPDX-License-Identifier: GPL-3.0-or-later
// What the daemon and a worker say to each other, as bytes: also where one of them is older.
#include "daemon/dataplane/ipc/messages.h"

#include <QTest>

using namespace portolan;
using namespace portolan::dataplane::ipc;

namespace {

constexpr std::size_t kLimitsOfOne = 26; ///< Bytes

DeviceInfo disk(std::uint64_t lun)
{
    DeviceInfo device;
    device.lun = lun;
    device.exported = true;
    device.fileName = "lun" + std::to_string(lun);
    device.sizeBytes = 1 << 20;
    device.solidState = true;
    device.physicalBlockSize = 4096;
    device.blockDevice = "ublkb" + std::to_string(lun);
    device.limits = {8, 256, 0xffffffff, std::uint32_t(lun), 1, 0xffffffffffffffff};
    return device;
}

Hello hello(std::vector<DeviceInfo> devices)
{
    Hello message;
    message.pid = 4711;
    message.attached = true;
    message.description = "a description";
    message.devices = std::move(devices);
    message.cids = {0, 5};
    return message;
}

template <typename T>
std::optional<T> read(std::span<const std::byte> bytes)
{
    const auto message = decode(bytes);
    return message && std::holds_alternative<T>(*message) ? std::optional(std::get<T>(*message)) : std::nullopt;
}

} // namespace

class TestWorkerMessages : public QObject {
    Q_OBJECT

private slots:
    void disksArriveAsTheyWere()
    {
        const Hello greeting = hello({disk(1), disk(2)});
        QVERIFY(read<Hello>(*encode(greeting)) == std::optional(greeting));
        const Devices list{greeting.devices};
        QVERIFY(read<Devices>(*encode(list)) == std::optional(list));
        QVERIFY(read<Devices>(*encode(Devices{})) == std::optional(Devices{}));
    }

    /// It is in the middle of its work when a newer daemon comes, and must not be left alone for what it cannot know.
    void olderWorkerDoesNotTellLimits()
    {
        Hello greeting = hello({disk(1), disk(2)});
        Devices list{greeting.devices};
        auto older = *encode(greeting);
        older.resize(older.size() - 2 * kLimitsOfOne);
        auto olderList = *encode(list);
        olderList.resize(olderList.size() - 2 * kLimitsOfOne);
        for (auto *devices : {&greeting.devices, &list.devices}) {
            for (DeviceInfo &device : *devices)
                device.limits = {};
        }
        QVERIFY(read<Hello>(older) == std::optional(greeting));
        QVERIFY(read<Devices>(olderList) == std::optional(list));
    }

    void halfALimitIsNone()
    {
        const auto bytes = *encode(Devices{{disk(1), disk(2)}});
        for (std::size_t missing = 1; missing < 2 * kLimitsOfOne; ++missing)
            QVERIFY(!read<Devices>(std::span(bytes).first(bytes.size() - missing)));
        auto longer = bytes;
        longer.push_back({});
        QVERIFY(!read<Devices>(longer));
    }

    /// Nobody has to ask whether a message can be sent.
    void longestGreetingFits()
    {
        DeviceInfo device = disk(1);
        device.problem.assign(1000, 'x');
        device.fileName = device.vendor = device.model = device.revision = device.serial = device.wwid =
            device.blockDevice = device.problem;
        Hello greeting = hello(std::vector(kMaxDevices, device));
        greeting.description.assign(kMaxDescription, 'x');
        greeting.cids.assign(kMaxConnections, 1);
        const auto bytes = encode(greeting);
        QVERIFY(bytes && bytes->size() <= kMaxMessage);
        const auto arrived = read<Hello>(*bytes);
        QVERIFY(arrived && arrived->devices.back().limits == device.limits);
    }
};

QTEST_APPLESS_MAIN(TestWorkerMessages)
#include "tst_worker_messages.moc"
