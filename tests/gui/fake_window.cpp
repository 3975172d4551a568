// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_window.h"

#include <QTest>
#include <QTreeView>

namespace portolan::test {

using namespace Qt::StringLiterals;
using namespace demo;

QString FakeWindow::begin()
{
    Desktop::forgetSettings();
    return m_bus.emplace().start();
}

void FakeWindow::end()
{
    m_desktop.reset();
    m_fake.reset();
    m_bus.reset();
}

void FakeWindow::openDesktop(bool available)
{
    m_desktop.emplace(m_bus->address());
    m_desktop->window.resize(1200, 720); // as on a usual screen; the offscreen one is smaller
    if (available)
        QTRY_VERIFY(m_desktop->ready());
    QVERIFY(m_desktop->comesToFront());
}

bool FakeWindow::start(const QString &scenario)
{
    if (!m_fake.emplace().start(m_bus->address(), scenario).isEmpty())
        return false;
    openDesktop();
    return m_desktop->client.available();
}

QTreeView *FakeWindow::list() const { return seen<QTreeView>(&m_desktop->window, u"targetList"_s); }

void FakeWindow::choose(const QString &node)
{
    m_desktop->window.showTarget(node);
    QTRY_COMPARE(list()->currentIndex().data(gui::TargetModel::NodeRole).toString(), node);
}

bool FakeWindow::useDisk()
{
    const VariantMapList users{
        {{u"kind"_s, u"mount"_s}, {u"device"_s, u"/dev/loop7"_s}, {u"path"_s, u"/srv/data"_s}, {u"fs"_s, u"ext4"_s}},
        {{u"kind"_s, u"process"_s}, {u"device"_s, u"/dev/loop7"_s}, {u"program"_s, u"qemu"_s}, {u"pid"_s, 4711}}};
    return m_fake->setProperties(kLun, u"Lun"_s, {{u"Users"_s, QVariant::fromValue(users)}});
}

} // namespace portolan::test
