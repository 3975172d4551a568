// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

class QTreeView;

namespace portolan::test {

/// The window with the fake service on a bus of its own, for tests that need several of them.
class FakeWindow {
protected:
    /// A new bus, and settings of nobody. \return why not, or nothing
    [[nodiscard]] QString begin();
    void end();

    void openDesktop(bool available = true);
    [[nodiscard]] bool start(const QString &scenario); ///< The service, and the window on it.
    [[nodiscard]] QTreeView *list() const;
    void choose(const QString &node);
    [[nodiscard]] bool called(const QString &method) { return !m_fake->calls().filter(method).isEmpty(); }
    bool useDisk(); ///< Somebody has mounted the disk of the demo scenario, and a program has it open.

    template <typename Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        return seen<Dialog>(&m_desktop->window);
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

} // namespace portolan::test
