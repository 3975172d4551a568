// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStringList>
#include <QWidget>

#include <functional>

namespace portolan::gui {
class MainWindow;
}

namespace portolan::tour {

struct Options {
    QString bus, address, output;
    QString chapName, chapSecret, targetName, targetSecret;
};

/// Walks the main path with mouse and keyboard events on the real windows, against a real daemon and target: add
/// storage, a wrong and the right password, disks, traffic, log out, log in. Each step is a line of summary.md; the
/// first one that fails ends the tour.
class Tour : public QObject {
    Q_OBJECT

public:
    explicit Tour(Options options);
    ~Tour() override;
    bool run();

private:
    using Condition = std::function<bool()>;

    bool step(const QString &what, const std::function<bool()> &action);
    bool waitFor(const QString &what, const Condition &condition, int milliseconds = 20'000);
    void picture(const QString &name);
    void writeSummary() const;

    bool openWindow();
    bool addStorage();
    bool connectBoth();
    bool showDisks();
    bool showThroughput();
    bool showOtherTabs();
    bool logOutAndIn();

    /// The widget of that name in any visible window.
    [[nodiscard]] QWidget *widget(const QString &name) const;
    bool click(const QString &name);
    bool type(const QString &name, const QString &text);
    bool trigger(const QString &action);
    bool selectTarget(const QString &ending);
    bool showTab(const QString &name);
    [[nodiscard]] std::optional<client::NodeInfo> node(const QString &ending) const;
    [[nodiscard]] bool connected(const QString &ending) const;
    [[nodiscard]] QString diskOf(const QString &ending) const;

    const Options m_options;
    std::unique_ptr<client::InitiatorClient> m_client;
    std::unique_ptr<gui::MainWindow> m_window;
    QProcess m_traffic;
    QStringList m_lines;
    QElapsedTimer m_clock;
    QString m_problem;
    int m_pictures = 0;
    bool m_failed = false;
};

} // namespace portolan::tour
