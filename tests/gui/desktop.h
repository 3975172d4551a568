// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/target_feed.h"
#include "gui/models/target_model.h"
#include "gui/windows/main_window.h"
#include "gui/wizards/add_storage_dialog.h"

#include <QAbstractButton>
#include <QLineEdit>

namespace portolan::test {

/// The program as gui/main.cpp puts it together, on a bus of the test. Starts and shows itself.
class Desktop {
public:
    explicit Desktop(const QString &busAddress);

    client::InitiatorClient client;
    gui::TargetModel model;
    gui::TargetFeed feed{client, model};
    gui::MainWindow window{client, feed, model};

    /// The service has answered, and everything it has is in the window.
    [[nodiscard]] bool ready() const { return client.available() && feed.complete(); }
    /// As a window manager does when a dialog is closed.
    [[nodiscard]] bool comesToFront();
    /// Settings of the test and not of the person who runs it. Call in initTestCase() and init().
    static void forgetSettings();
};

/// The first widget of this name that a person can see now, or nullptr.
template <typename Widget = QWidget>
[[nodiscard]] Widget *seen(const QWidget *root, const QString &name = {})
{
    if (root == nullptr)
        return nullptr;
    const QList<Widget *> all = name.isEmpty() ? root->findChildren<Widget *>() : root->findChildren<Widget *>(name);
    const auto found = std::ranges::find_if(all, [](const Widget *widget) { return widget->isVisible(); });
    return found == all.end() ? nullptr : *found;
}

/// What the label, button or field of this name says; a null string if nobody can see it.
[[nodiscard]] QString textOf(const QWidget *root, const QString &name);
/// Everything that can be read in labels, buttons and boxes below `root`, for "does it say so somewhere".
[[nodiscard]] QString allText(const QWidget *root);

/// Clicks as a mouse does: only what is visible, enabled and not covered by something else can be hit.
/// \return why not, or nothing
[[nodiscard]] QString click(QWidget *target);
[[nodiscard]] QString click(const QWidget *root, const QString &name);
/// Clicks into the field and replaces what is in it, key by key.
[[nodiscard]] QString type(const QWidget *root, const QString &name, const QString &text);

/// With PORTOLAN_PICTURES=FOLDER what the widget looks like is put there, for docs/screenshots;
/// PORTOLAN_PICTURES_DARK=1 darkens it, and its name.
void takePicture(QWidget *of, const QString &name);

/// "Add storage" while it is open.
[[nodiscard]] gui::AddStorageDialog *wizardOf(const gui::MainWindow &window);

} // namespace portolan::test
