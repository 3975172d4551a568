// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace portolan::gui {

class ElidedLabel;

/// A value that belongs into another program (this machine's initiator name, a device path), with a Copy button.
class CopyableLabel : public QWidget {
    Q_OBJECT

public:
    /// \param what  names the value to a screen reader: "Initiator name"
    explicit CopyableLabel(const QString &what, QWidget *parent = nullptr);

    void setValue(const QString &value);
    [[nodiscard]] QString value() const { return m_value; }

signals:
    void copied();

private:
    void copy();

    QString m_value;
    ElidedLabel *m_label;
    QToolButton *m_button;
};

} // namespace portolan::gui
