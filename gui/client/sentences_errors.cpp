// SPDX-License-Identifier: GPL-3.0-or-later
// Errors as sentences. Written for somebody who has a NAS and has never read RFC 7143: what happened, to whom, what to
// do.
#include "gui/client/sentences.h"

#include "common/types/isns_status.h"

#include <array>
#include <cerrno>

namespace portolan::client {

namespace {

/// Source texts of context "Sentences". %1 is what it happened to.
struct Text {
    const char *about;   ///< With a subject.
    const char *general; ///< Without one.
    const char *cure;    ///< Empty: nothing to advise.
};

struct CodeText {
    ErrorCode code;
    Text text;
};

struct StatusText {
    std::uint16_t status; ///< Status-Class << 8 | Status-Detail, RFC 7143 §11.13.5.
    Text text;
};

struct ErrnoText {
    int number;
    Text text;
};

constexpr std::array kCodes{
    CodeText{ErrorCode::Internal,
             {QT_TRANSLATE_NOOP("Sentences", "Something went wrong inside Portolan while working on “%1”."),
              QT_TRANSLATE_NOOP("Sentences", "Something went wrong inside Portolan."),
              QT_TRANSLATE_NOOP(
                  "Sentences",
                  "This is a mistake in the program; please report it with the message in the log of portoland.")}},
    CodeText{ErrorCode::InvalidArgument,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” has a value that is not possible."),
              QT_TRANSLATE_NOOP("Sentences", "A value is not possible."),
              QT_TRANSLATE_NOOP("Sentences", "Correct what was entered and try again.")}},
    CodeText{
        ErrorCode::OptionNotSupported,
        {QT_TRANSLATE_NOOP("Sentences", "The Portolan service does not know an option that was asked for with “%1”."),
         QT_TRANSLATE_NOOP("Sentences", "The Portolan service does not know an option that was asked for."),
         QT_TRANSLATE_NOOP("Sentences",
                           "Program and service have different versions: update both, then restart portoland.")}},
    CodeText{ErrorCode::NotFound,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” is not known here (any more)."),
              QT_TRANSLATE_NOOP("Sentences", "What was asked for is not known here (any more)."),
              QT_TRANSLATE_NOOP(
                  "Sentences", "Search the storage server again, or look at the list of targets for the right name.")}},
    CodeText{ErrorCode::AlreadyExists,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” is there already."),
              QT_TRANSLATE_NOOP("Sentences", "It is there already."),
              QT_TRANSLATE_NOOP("Sentences", "Use the entry that exists, or remove it first.")}},
    CodeText{ErrorCode::Busy,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” is connected or busy with something else."),
              QT_TRANSLATE_NOOP("Sentences", "It is connected or busy with something else."),
              QT_TRANSLATE_NOOP("Sentences", "Wait until that has ended, or log out first, and try again.")}},
    CodeText{ErrorCode::ForeignSession,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” was connected by another program or the computer's firmware."),
              QT_TRANSLATE_NOOP("Sentences", "It was connected by another program or the computer's firmware."),
              QT_TRANSLATE_NOOP("Sentences",
                                "Portolan leaves it alone. To manage it here, end the other program, then take the "
                                "session over; its disks notice nothing of that.")}},
    CodeText{ErrorCode::Cancelled,
             {QT_TRANSLATE_NOOP("Sentences", "The work on “%1” was cancelled."),
              QT_TRANSLATE_NOOP("Sentences", "It was cancelled."), ""}},
    CodeText{ErrorCode::TimedOut,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” did not answer in time."),
              QT_TRANSLATE_NOOP("Sentences", "There was no answer in time."),
              QT_TRANSLATE_NOOP("Sentences", "Check the address and that the storage server is switched on and "
                                             "reachable through the network and its firewall.")}},
    CodeText{ErrorCode::NotAuthorized,
             {QT_TRANSLATE_NOOP("Sentences", "You are not allowed to do this with “%1”."),
              QT_TRANSLATE_NOOP("Sentences", "You are not allowed to do this."),
              QT_TRANSLATE_NOOP("Sentences",
                                "Confirm with an administrator's password when asked, or do it as an administrator.")}},
    CodeText{ErrorCode::NotSupported,
             {QT_TRANSLATE_NOOP("Sentences", "This is not possible with “%1” on this computer."),
              QT_TRANSLATE_NOOP("Sentences", "This is not possible on this computer."),
              QT_TRANSLATE_NOOP("Sentences", "Choose another data plane for it, or update Portolan.")}},
    CodeText{ErrorCode::HostNotFound,
             {QT_TRANSLATE_NOOP("Sentences", "There is no computer with the name of “%1”."),
              QT_TRANSLATE_NOOP("Sentences", "There is no computer with this name."),
              QT_TRANSLATE_NOOP("Sentences", "Check the spelling, or use the IP address of the storage server.")}},
    CodeText{ErrorCode::PortalUnreachable,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” cannot be reached."),
              QT_TRANSLATE_NOOP("Sentences", "The storage server cannot be reached."),
              QT_TRANSLATE_NOOP(
                  "Sentences",
                  "Check address and port, and that the storage server is switched on and in the same network.")}},
    CodeText{ErrorCode::TransportFailed,
             {QT_TRANSLATE_NOOP("Sentences", "The connection to “%1” broke off."),
              QT_TRANSLATE_NOOP("Sentences", "The connection broke off."),
              QT_TRANSLATE_NOOP("Sentences",
                                "Try again; if it happens often, check cables, network and the storage server.")}},
    CodeText{ErrorCode::ProtocolViolation,
             {QT_TRANSLATE_NOOP("Sentences", "What answers at “%1” does not speak iSCSI correctly."),
              QT_TRANSLATE_NOOP("Sentences", "What answers there does not speak iSCSI correctly."),
              QT_TRANSLATE_NOOP("Sentences", "Check address and port: iSCSI usually has port 3260. If they are right, "
                                             "the storage server has a fault.")}},
    CodeText{ErrorCode::IsnsRefused,
             {QT_TRANSLATE_NOOP("Sentences", "The iSNS server “%1” does not tell its targets."),
              QT_TRANSLATE_NOOP("Sentences", "The iSNS server does not tell its targets."),
              QT_TRANSLATE_NOOP("Sentences", "Check on the iSNS server that this computer's initiator name may ask; "
                                             "its log says why it refused.")}},
    CodeText{ErrorCode::IsnsNotRegistered,
             {QT_TRANSLATE_NOOP("Sentences", "The iSNS server “%1” does not let this computer register."),
              QT_TRANSLATE_NOOP("Sentences", "The iSNS server does not let this computer register."),
              QT_TRANSLATE_NOOP("Sentences", "Copy this computer's initiator name and add it on the iSNS server to the "
                                             "discovery domain of the targets.")}},
    CodeText{
        ErrorCode::IsnsViolation,
        {QT_TRANSLATE_NOOP("Sentences", "What answers at “%1” does not speak iSNS correctly."),
         QT_TRANSLATE_NOOP("Sentences", "What answers there does not speak iSNS correctly."),
         QT_TRANSLATE_NOOP("Sentences", "Check address and port: iSNS usually has port 3205. A storage server that "
                                        "tells its own targets is searched without iSNS.")}},
    CodeText{ErrorCode::LoginRejected,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” refused the login."),
              QT_TRANSLATE_NOOP("Sentences", "The target refused the login."),
              QT_TRANSLATE_NOOP("Sentences", "The log of the storage server says why.")}},
    CodeText{
        ErrorCode::TargetRefusedName,
        {QT_TRANSLATE_NOOP("Sentences",
                           "“%1” does not let this computer in: its initiator name is not on the list there."),
         QT_TRANSLATE_NOOP("Sentences",
                           "The target does not let this computer in: its initiator name is not on the list there."),
         QT_TRANSLATE_NOOP(
             "Sentences",
             "Copy this computer's initiator name and add it to the allowed initiators on the storage server.")}},
    CodeText{ErrorCode::AuthRequired,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” asks for a name and a password (CHAP)."),
              QT_TRANSLATE_NOOP("Sentences", "The target asks for a name and a password (CHAP)."),
              QT_TRANSLATE_NOOP("Sentences", "Enter the name and the password that are set on the storage server.")}},
    CodeText{
        ErrorCode::AuthenticationFailed,
        {QT_TRANSLATE_NOOP("Sentences", "“%1” did not accept the name or the password."),
         QT_TRANSLATE_NOOP("Sentences", "The target did not accept the name or the password."),
         QT_TRANSLATE_NOOP("Sentences", "Check name and password; they must be the same as on the storage server.")}},
    CodeText{ErrorCode::TargetAuthFailed,
             {QT_TRANSLATE_NOOP("Sentences", "“%1” could not prove that it knows its own password."),
              QT_TRANSLATE_NOOP("Sentences", "The target could not prove that it knows its own password."),
              QT_TRANSLATE_NOOP("Sentences", "Check the target's name and password (mutual CHAP). If they are right, "
                                             "something else answers at this address.")}},
    CodeText{ErrorCode::SecretMissing,
             {QT_TRANSLATE_NOOP("Sentences", "A name is set for “%1” but no password."),
              QT_TRANSLATE_NOOP("Sentences", "A name is set but no password."),
              QT_TRANSLATE_NOOP("Sentences", "Enter the password.")}},
    CodeText{ErrorCode::SecretTooShort,
             {QT_TRANSLATE_NOOP("Sentences", "The password for “%1” is too short: it needs at least 12 characters."),
              QT_TRANSLATE_NOOP("Sentences", "The password is too short: it needs at least 12 characters."),
              QT_TRANSLATE_NOOP("Sentences", "Set a longer password on the storage server and here.")}},
    CodeText{ErrorCode::SecretTooLong,
             {QT_TRANSLATE_NOOP("Sentences", "The password for “%1” is too long: at most 255 characters are possible."),
              QT_TRANSLATE_NOOP("Sentences", "The password is too long: at most 255 characters are possible."),
              QT_TRANSLATE_NOOP("Sentences", "Set a shorter password on the storage server and here.")}},
    CodeText{ErrorCode::SecretSameBothWays,
             {QT_TRANSLATE_NOOP("Sentences", "Your password and the target's password for “%1” are the same."),
              QT_TRANSLATE_NOOP("Sentences", "Your password and the target's password are the same."),
              QT_TRANSLATE_NOOP(
                  "Sentences",
                  "Mutual CHAP needs two different passwords: change one of them on the storage server and here.")}},
    CodeText{ErrorCode::DeviceBusy,
             {QT_TRANSLATE_NOOP("Sentences", "The disks of “%1” are in use."),
              QT_TRANSLATE_NOOP("Sentences", "The disks are in use."),
              QT_TRANSLATE_NOOP("Sentences", "Unmount them and close the programs that use them, then try again.")}},
    CodeText{ErrorCode::StoreFailed,
             {QT_TRANSLATE_NOOP("Sentences", "The settings of “%1” could not be read or saved."),
              QT_TRANSLATE_NOOP("Sentences", "The settings could not be read or saved."),
              QT_TRANSLATE_NOOP("Sentences",
                                "Check that the disk with Portolan's database is not full and not write-protected.")}},
    CodeText{ErrorCode::DatabaseDamaged,
             {QT_TRANSLATE_NOOP("Sentences", "Portolan's database is damaged; nothing about “%1” was changed."),
              QT_TRANSLATE_NOOP("Sentences", "Portolan's database is damaged; nothing was changed."),
              QT_TRANSLATE_NOOP("Sentences",
                                "Put back a copy of the database, or move it away to begin with an empty one.")}},
    CodeText{ErrorCode::DatabaseTooNew,
             {QT_TRANSLATE_NOOP("Sentences",
                                "A newer version of Portolan wrote the database; nothing about “%1” was changed."),
              QT_TRANSLATE_NOOP("Sentences", "A newer version of Portolan wrote the database; nothing was changed."),
              QT_TRANSLATE_NOOP("Sentences", "Update Portolan to at least that version.")}},
    CodeText{
        ErrorCode::DatabaseReadOnly,
        {QT_TRANSLATE_NOOP("Sentences", "Portolan's database is write-protected; the change to “%1” was not saved."),
         QT_TRANSLATE_NOOP("Sentences", "Portolan's database is write-protected; the change was not saved."),
         QT_TRANSLATE_NOOP("Sentences", "Make the directory with Portolan's database writable for the service.")}},
    CodeText{ErrorCode::AlreadyRunning,
             {QT_TRANSLATE_NOOP("Sentences", "Another Portolan service already uses “%1”."),
              QT_TRANSLATE_NOOP("Sentences", "Another Portolan service is already running."),
              QT_TRANSLATE_NOOP("Sentences", "Use the one that runs, or stop it first.")}},
    CodeText{
        ErrorCode::ServiceUnavailable,
        {QT_TRANSLATE_NOOP("Sentences", "The Portolan service is not running, so nothing can be done with “%1” now."),
         QT_TRANSLATE_NOOP("Sentences", "The Portolan service is not running."),
         QT_TRANSLATE_NOOP("Sentences",
                           "Start it with “systemctl start portoland”; if there is no such service, install it.")}},
};

/// All of §11.13.5. 0201h and 0202h normally arrive as codes of their own; here for targets' sake all the same.
constexpr std::array kStatuses{
    StatusText{
        0x0101,
        {QT_TRANSLATE_NOOP("Sentences", "“%1” is elsewhere for the time being, and the way there led nowhere."),
         QT_TRANSLATE_NOOP("Sentences", "The target is elsewhere for the time being, and the way there led nowhere."),
         QT_TRANSLATE_NOOP("Sentences",
                           "Try again later; if it stays so, check the redirection on the storage server.")}},
    StatusText{0x0102,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” has moved for good, and the way there led nowhere."),
                QT_TRANSLATE_NOOP("Sentences", "The target has moved for good, and the way there led nowhere."),
                QT_TRANSLATE_NOOP("Sentences", "Ask the storage server's administrator for its new address.")}},
    StatusText{
        0x0200,
        {QT_TRANSLATE_NOOP("Sentences", "“%1” refused the login and blames this computer without saying why."),
         QT_TRANSLATE_NOOP("Sentences", "The target refused the login and blames this computer without saying why."),
         QT_TRANSLATE_NOOP("Sentences",
                           "The log of the storage server says more. Resetting this target's settings may help.")}},
    StatusText{
        0x0201,
        {QT_TRANSLATE_NOOP("Sentences", "“%1” did not accept the name or the password."),
         QT_TRANSLATE_NOOP("Sentences", "The target did not accept the name or the password."),
         QT_TRANSLATE_NOOP("Sentences", "Check name and password; they must be the same as on the storage server.")}},
    StatusText{
        0x0202,
        {QT_TRANSLATE_NOOP("Sentences",
                           "“%1” does not let this computer in: its initiator name is not on the list there."),
         QT_TRANSLATE_NOOP("Sentences",
                           "The target does not let this computer in: its initiator name is not on the list there."),
         QT_TRANSLATE_NOOP(
             "Sentences",
             "Copy this computer's initiator name and add it to the allowed initiators on the storage server.")}},
    StatusText{0x0203,
               {QT_TRANSLATE_NOOP("Sentences", "The storage server does not have “%1”."),
                QT_TRANSLATE_NOOP("Sentences", "The storage server does not have this target."),
                QT_TRANSLATE_NOOP("Sentences",
                                  "Search the storage server again; the target may have been renamed or deleted.")}},
    StatusText{
        0x0204,
        {QT_TRANSLATE_NOOP("Sentences", "“%1” was taken away from the storage server and not moved elsewhere."),
         QT_TRANSLATE_NOOP("Sentences", "The target was taken away from the storage server and not moved elsewhere."),
         QT_TRANSLATE_NOOP("Sentences", "Ask the storage server's administrator, or remove it from this list.")}},
    StatusText{0x0205,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” speaks another version of iSCSI."),
                QT_TRANSLATE_NOOP("Sentences", "The target speaks another version of iSCSI."),
                QT_TRANSLATE_NOOP("Sentences", "Update the software of the storage server.")}},
    StatusText{0x0206,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” has no room for another connection."),
                QT_TRANSLATE_NOOP("Sentences", "The target has no room for another connection."),
                QT_TRANSLATE_NOOP("Sentences",
                                  "Log out another computer from it, or raise its limit on the storage server.")}},
    StatusText{0x0207,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” missed something in the login of this computer."),
                QT_TRANSLATE_NOOP("Sentences", "The target missed something in the login of this computer."),
                QT_TRANSLATE_NOOP("Sentences",
                                  "Check whether it needs a password, and look into the log of the storage server.")}},
    StatusText{0x0208,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” cannot add this connection to the existing session."),
                QT_TRANSLATE_NOOP("Sentences", "The target cannot add this connection to the existing session."),
                QT_TRANSLATE_NOOP("Sentences", "Log out and in again.")}},
    StatusText{0x0209,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” does not offer this kind of session."),
                QT_TRANSLATE_NOOP("Sentences", "The target does not offer this kind of session."),
                QT_TRANSLATE_NOOP("Sentences",
                                  "If searching fails this way, add the target by hand with its name and address.")}},
    StatusText{0x020a,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” has forgotten the session."),
                QT_TRANSLATE_NOOP("Sentences", "The target has forgotten the session."),
                QT_TRANSLATE_NOOP("Sentences", "Log out and in again.")}},
    StatusText{0x020b,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” did not understand the login."),
                QT_TRANSLATE_NOOP("Sentences", "The target did not understand the login."),
                QT_TRANSLATE_NOOP("Sentences",
                                  "Reset this target's settings to their defaults, or update the storage server.")}},
    StatusText{0x0300,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” has a fault of its own."),
                QT_TRANSLATE_NOOP("Sentences", "The target has a fault of its own."),
                QT_TRANSLATE_NOOP("Sentences", "Try again later; the log of the storage server says more.")}},
    StatusText{
        0x0301,
        {QT_TRANSLATE_NOOP("Sentences", "“%1” is not available at the moment."),
         QT_TRANSLATE_NOOP("Sentences", "The target is not available at the moment."),
         QT_TRANSLATE_NOOP("Sentences", "Try again later; check whether it is switched on at the storage server.")}},
    StatusText{0x0302,
               {QT_TRANSLATE_NOOP("Sentences", "“%1” is overloaded and takes no login now."),
                QT_TRANSLATE_NOOP("Sentences", "The target is overloaded and takes no login now."),
                QT_TRANSLATE_NOOP("Sentences", "Try again later, or log out another computer from it.")}},
};

constexpr Text kInitiatorClass{QT_TRANSLATE_NOOP("Sentences", "“%1” refused the login for a reason of its own."),
                               QT_TRANSLATE_NOOP("Sentences", "The target refused the login for a reason of its own."),
                               QT_TRANSLATE_NOOP("Sentences", "The log of the storage server says why.")};
constexpr Text kTargetClass{
    QT_TRANSLATE_NOOP("Sentences", "“%1” cannot take a login at the moment."),
    QT_TRANSLATE_NOOP("Sentences", "The target cannot take a login at the moment."),
    QT_TRANSLATE_NOOP("Sentences", "Try again later; the log of the storage server says more.")};

/// Why TCP did not come about; far more useful than "unreachable".
constexpr std::array kErrnos{
    ErrnoText{ECONNREFUSED,
              {QT_TRANSLATE_NOOP("Sentences", "The computer at “%1” is there, but no iSCSI service answers."),
               QT_TRANSLATE_NOOP("Sentences", "The computer is there, but no iSCSI service answers."),
               QT_TRANSLATE_NOOP(
                   "Sentences",
                   "Check the port (usually 3260) and that the iSCSI service of the storage server is switched on.")}},
    ErrnoText{ETIMEDOUT,
              {QT_TRANSLATE_NOOP("Sentences", "Nobody answers at “%1”."),
               QT_TRANSLATE_NOOP("Sentences", "Nobody answers at this address."),
               QT_TRANSLATE_NOOP(
                   "Sentences",
                   "Check the address, that the storage server is switched on, and that no firewall is in the way.")}},
    ErrnoText{
        EHOSTUNREACH,
        {QT_TRANSLATE_NOOP("Sentences", "No computer is found at the address of “%1”."),
         QT_TRANSLATE_NOOP("Sentences", "No computer is found at this address."),
         QT_TRANSLATE_NOOP("Sentences",
                           "Check the address, and that the storage server is switched on and in the same network.")}},
    ErrnoText{ENETUNREACH,
              {QT_TRANSLATE_NOOP("Sentences", "This computer has no way into the network of “%1”."),
               QT_TRANSLATE_NOOP("Sentences", "This computer has no way into that network."),
               QT_TRANSLATE_NOOP("Sentences", "Check this computer's network connection.")}},
    ErrnoText{
        ENODEV,
        {QT_TRANSLATE_NOOP("Sentences",
                           "This computer does not have the network device through which “%1” is to be reached."),
         QT_TRANSLATE_NOOP("Sentences", "This computer does not have that network device."),
         QT_TRANSLATE_NOOP("Sentences",
                           "Check the network device's name (“ip link” lists them), or leave the interface empty.")}},
    ErrnoText{
        EADDRNOTAVAIL,
        {QT_TRANSLATE_NOOP("Sentences", "This computer does not have the address from which “%1” is to be reached."),
         QT_TRANSLATE_NOOP("Sentences", "This computer does not have that address."),
         QT_TRANSLATE_NOOP("Sentences",
                           "Check the source address (“ip address” lists them), or leave the interface empty.")}},
    ErrnoText{
        EAFNOSUPPORT,
        {QT_TRANSLATE_NOOP("Sentences", "“%1” cannot be reached from the source address: one is IPv4, the other IPv6."),
         QT_TRANSLATE_NOOP("Sentences", "Source address and portal do not fit: one is IPv4, the other IPv6."),
         QT_TRANSLATE_NOOP("Sentences", "Use two addresses of the same kind, or leave the interface empty.")}},
};

const Text &textOfCode(ErrorCode code)
{
    for (const auto &entry : kCodes) {
        if (entry.code == code)
            return entry.text;
    }
    return kCodes.front().text; // a code of a newer version: Internal
}

const Text *textOfStatus(std::uint16_t status)
{
    for (const auto &entry : kStatuses) {
        if (entry.status == status)
            return &entry.text;
    }
    switch (status >> 8) { // §11.13.5: an unknown detail is to be treated as its class
    case 2:
        return &kInitiatorClass;
    case 3:
        return &kTargetClass;
    default:
        return nullptr;
    }
}

const Text &textOf(const Error &error)
{
    if (error.code == ErrorCode::LoginRejected) {
        if (const Text *text = textOfStatus(error.loginStatus))
            return *text;
    }
    if (error.code == ErrorCode::PortalUnreachable) {
        for (const auto &entry : kErrnos) {
            if (entry.number == error.sysErrno)
                return entry.text;
        }
    }
    return textOfCode(error.code);
}

} // namespace

QString sentenceOf(const Error &error, const QString &subject)
{
    const Text &text = textOf(error);
    const QString sentence = subject.isEmpty() ? QCoreApplication::translate("Sentences", text.general)
                                               : QCoreApplication::translate("Sentences", text.about).arg(subject);
    if (!hasIsnsStatus(error))
        return sentence;
    // The words of RFC 4171, for whoever looks after that server.
    return QCoreApplication::translate("Sentences", "%1 It says: %2.")
        .arg(sentence, QString::fromStdString(isnsStatusText(error.loginStatus)));
}

QString cureOf(const Error &error)
{
    const Text &text = textOf(error);
    return *text.cure ? QCoreApplication::translate("Sentences", text.cure) : QString();
}

} // namespace portolan::client
