// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/help/help_topic.h"

#include <QCoreApplication>
#include <QHash>
#include <QObject>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::Help)
};

QString basics()
{
    return Text::tr(
        "A **storage server** (a NAS, a SAN) lends parts of its storage over the network. This computer uses such a "
        "part like a disk of its own: it can be formatted, mounted, backed up.\n\n"
        "- A **target** is what a server offers under one name, such as *iqn.2026-01.org.example:photos*.\n"
        "- A **portal** is an address at which the target can be reached. With several portals there are several ways "
        "to the same disks.\n"
        "- A target has one or more **disks** (in the language of the field: logical units, LUN).\n"
        "- The **initiator name** is the name of this computer. Many servers must be told it before they show "
        "anything: *Settings* shows it, with a button to copy it.\n"
        "- **Logging in** connects a target, and its disks appear. A connection that exists is called a "
        "**session**.\n\n"
        "The window may be closed and the program ended: the sessions belong to the service of this computer and "
        "stay.");
}

QString connecting()
{
    return Text::tr(
        "Choose *Add storage* and type the address of the server. What it offers appears below; choose what you "
        "need and connect it. An empty disk can be formatted and mounted in the same window.\n\n"
        "If nothing is found:\n\n"
        "- **The server does not answer:** check the address, that both are in the same network, and that no firewall "
        "holds port 3260 back.\n"
        "- **It answers and shows nothing:** enter this computer's initiator name in the server's settings, for the "
        "disk in question (often called *access list*, *ACL* or *host*).\n"
        "- **It asks for a password:** name and password are set on the server, too; see *Passwords*.\n\n"
        "*Connect it whenever this computer starts* brings the disk back after a restart, and does so in the "
        "background: a server that is off never holds up the start.\n\n"
        "*Storage servers* in the menu lists the servers that are known. There they are searched again, by themselves "
        "too if you like, and an iSNS server can be asked, which knows the targets of a whole network.");
}

QString passwords()
{
    return Text::tr(
        "A server may ask for a name and a password (**CHAP**). Both are set on the server, for this computer or for "
        "the target; they have nothing to do with your own account.\n\n"
        "- A password has at least 12 characters; many servers accept no more than 16.\n"
        "- **The target's own password** (mutual CHAP) is for the other direction: with it the server proves that "
        "it is the right one. The two passwords must differ.\n"
        "- Passwords are kept by the service, encrypted, and never shown again. *Passwords* in the menu lists which "
        "target has one.\n\n"
        "The login itself protects the password, but what is read and written is not encrypted: use a network that "
        "you trust.");
}

QString disks()
{
    return Text::tr(
        "The page *Disks* shows what a target offers and who uses it.\n\n"
        "- **Format and mount** makes a file system on an empty disk. Before anything is done a list says what will "
        "happen. A disk on which there is something is only formatted after its name was typed: what is on it is "
        "lost.\n"
        "- **Mount** makes a file system appear in a folder. *At every start* does it by itself from then on; a "
        "server that is off does not hold up the start.\n"
        "- **Use a disk from one computer at a time.** Two computers that mount the same ordinary file system destroy "
        "it, even if one of them only reads.\n"
        "- A disk that was made larger on the server is noticed; its file system can then be grown.");
}

QString loggingOut()
{
    return Text::tr(
        "*Log out* takes the disks of a target away. As long as something uses them it is refused, and the window "
        "names what it is: folders that are mounted, programs with open files, swap, volumes, other layers.\n\n"
        "Close these programs and unmount the folders; then log out again. What the window can unmount itself it "
        "offers.\n\n"
        "**Forcing it** breaks the disks away under whoever uses them. What was not written yet is lost. It is a "
        "decision of its own and asks for an administrator.");
}

QString lost()
{
    return Text::tr(
        "When a connection breaks, the service brings it back by itself, for as long as it takes. Programs that read "
        "or write wait meanwhile, and nothing that was acknowledged is lost.\n\n"
        "After a while (the *replacement timeout*, two minutes if nothing else is set) waiting programs get an error "
        "instead, so that the computer stays usable. A file system may then make itself read-only: when the "
        "connection is back, unmount it, have it checked and mount it again.\n\n"
        "The list shows since when a target is being reconnected, the page *Events* shows why, and *Log in* tries at "
        "once.");
}

QString throughput()
{
    return Text::tr(
        "The graph shows what a target, one of its disks or all sessions together read and write, how long a request "
        "takes and how many are under way; for the last minute up to a week.\n\n"
        "- Point at the graph, or choose it with Tab and use the arrow keys, to read a value.\n"
        "- The wheel, or Ctrl with plus and minus, zooms.\n"
        "- Marks below the graph are events; a gap means that nothing was measured.\n"
        "- *Table* shows the same as text, and the menu of the graph saves it as CSV or as a picture.\n\n"
        "*Events* in the menu lists what happened to all targets, with a filter; the details of an event lead to its "
        "target, its disk and its place in the graph.");
}

} // namespace

QString titleOf(HelpTopic topic)
{
    switch (topic) {
    case HelpTopic::Basics:
        return Text::tr("What the words mean");
    case HelpTopic::Connect:
        return Text::tr("Connect a disk");
    case HelpTopic::Passwords:
        return Text::tr("Passwords");
    case HelpTopic::Disks:
        return Text::tr("Format and mount");
    case HelpTopic::LogOut:
        return Text::tr("Take a disk away");
    case HelpTopic::Lost:
        return Text::tr("When a connection is lost");
    case HelpTopic::Throughput:
        return Text::tr("Throughput and events");
    case HelpTopic::Shortcuts:
        return Text::tr("Keyboard");
    }
    return {};
}

QString textOf(HelpTopic topic)
{
    switch (topic) {
    case HelpTopic::Basics:
        return basics();
    case HelpTopic::Connect:
        return connecting();
    case HelpTopic::Passwords:
        return passwords();
    case HelpTopic::Disks:
        return disks();
    case HelpTopic::LogOut:
        return loggingOut();
    case HelpTopic::Lost:
        return lost();
    case HelpTopic::Throughput:
        return throughput();
    case HelpTopic::Shortcuts:
        break;
    }
    return {};
}

HelpTopic topicFor(const QObject *widget)
{
    static const QHash<QString, HelpTopic> kTopics{
        {u"addStorageDialog"_s, HelpTopic::Connect},  {u"serversDialog"_s, HelpTopic::Connect},
        {u"isnsDialog"_s, HelpTopic::Connect},        {u"importDialog"_s, HelpTopic::Connect},
        {u"connectionDialog"_s, HelpTopic::Connect},  {u"credentialsDialog"_s, HelpTopic::Passwords},
        {u"passwordsDialog"_s, HelpTopic::Passwords}, {u"connectScroll"_s, HelpTopic::Passwords},
        {u"disksPage"_s, HelpTopic::Disks},           {u"mountDialog"_s, HelpTopic::Disks},
        {u"mountScroll"_s, HelpTopic::Disks},         {u"logoutBlockedDialog"_s, HelpTopic::LogOut},
        {u"forceDialog"_s, HelpTopic::LogOut},        {u"throughputPage"_s, HelpTopic::Throughput},
        {u"eventsPage"_s, HelpTopic::Throughput},     {u"timelineWindow"_s, HelpTopic::Throughput},
        {u"parametersPage"_s, HelpTopic::Lost},       {u"nodeSettingsDialog"_s, HelpTopic::Lost},
    };
    for (; widget != nullptr; widget = widget->parent()) {
        if (const auto found = kTopics.find(widget->objectName()); found != kTopics.end())
            return *found;
    }
    return HelpTopic::Basics;
}

} // namespace portolan::gui
