// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/interface_edit.h"

#include "common/types/network_interface.h"
#include "gui/models/text.h"

#include <QLineEdit>
#include <QNetworkInterface>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestInterface = 63; // an IPv6 address with the name of a device

bool isHere(const NetworkInterface &interface)
{
    const QString text = QString::fromStdString(interface.text());
    if (interface.kind() == NetworkInterface::Kind::Device)
        return QNetworkInterface::interfaceFromName(text).isValid();
    // Without the zone: "fe80::1%eth1" is the address fe80::1.
    const QHostAddress address(text.section(u'%', 0, 0));
    const auto all = QNetworkInterface::allAddresses();
    return address.isLoopback() || std::ranges::any_of(all, [&address](QHostAddress own) {
               own.setScopeId({});
               return own == address;
           });
}

} // namespace

InterfaceEdit::InterfaceEdit(QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(u"interface"_s);
    setAccessibleName(tr("Network device or source address"));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    lineEdit()->setObjectName(u"interfaceEdit"_s);
    lineEdit()->setAccessibleName(accessibleName());
    lineEdit()->setMaxLength(kLongestInterface);
    const QString example = tr("For example eth1 or 192.168.1.7");
    lineEdit()->setPlaceholderText(example);
    setMinimumWidth(fontMetrics().horizontalAdvance(example) + 4 * fontMetrics().height());
    fill();
    setCurrentIndex(-1);
}

void InterfaceEdit::fill()
{
    QStringList devices, addresses;
    for (const QNetworkInterface &device : QNetworkInterface::allInterfaces()) {
        if (device.flags() & QNetworkInterface::IsLoopBack)
            continue;
        devices << device.name();
        for (const QNetworkAddressEntry &entry : device.addressEntries()) {
            if (!entry.ip().isLinkLocal())
                addresses << entry.ip().toString();
        }
    }
    addItems(devices + addresses);
}

void InterfaceEdit::setInterface(const QString &text) { setEditText(displayable(text)); }

Result<QString> InterfaceEdit::interface() const
{
    const auto asked = NetworkInterface::parse(currentText().trimmed().toStdString());
    if (!asked)
        return fail(asked.error());
    return QString::fromStdString(asked->text());
}

QString InterfaceEdit::hint() const
{
    const auto asked = NetworkInterface::parse(currentText().trimmed().toStdString());
    if (asked && asked->kind() != NetworkInterface::Kind::Any && !isHere(*asked))
        return tr("This computer has no “%1” now. Logins fail until it has.")
            .arg(displayable(QString::fromStdString(asked->text())));
    return purpose();
}

QString InterfaceEdit::purpose() { return tr("A network device, or the address from which the connection comes."); }

QString InterfaceEdit::whatIsExpected()
{
    return tr("Enter the name of a network device, such as eth1, or an IP address of this computer.");
}

} // namespace portolan::gui
