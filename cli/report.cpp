// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/report.h"

#include "cli/json_forms.h"
#include "cli/text.h"
#include "common/dbus/errors.h"
#include "common/types/isns_status.h"
#include "gui/client/plain_value.h"
#include "gui/client/sentences.h"

namespace portolan::cli {

namespace {

bool concernsInitiatorName(const Error &error) { return dbus::hintOf(error) == QStringLiteral("copy-initiator-name"); }

/// The log's words: code, status of a refused login, message.
QString detailOf(const Error &error)
{
    QString detail = QString::fromUtf8(nameOf(error.code).data(), qsizetype(nameOf(error.code).size()));
    if (error.loginStatus != 0 && !hasIsnsStatus(error)) // the message of those says it
        detail += QStringLiteral(", ") + tr("login status %1").arg(error.loginStatus, 4, 16, QLatin1Char('0'));
    if (!error.message.empty())
        detail += QStringLiteral(": ") + client::cleaned(QString::fromStdString(error.message));
    return detail;
}

/// A wrong command line is its own sentence.
bool speaksForItself(const Error &error) { return error.code == ErrorCode::InvalidArgument && !error.message.empty(); }

} // namespace

QString cureFor(const Error &error, const QString &subject)
{
    const QString target = subject.isEmpty() ? QStringLiteral("TARGET") : subject;
    switch (error.code) {
    case ErrorCode::AuthRequired:
    case ErrorCode::SecretMissing:
    case ErrorCode::AuthenticationFailed:
        return client::cureOf(error) + u'\n' + tr("For a target: portolanctl set-chap %1 --name NAME").arg(target);
    case ErrorCode::TargetAuthFailed:
        return client::cureOf(error) + u'\n' +
               tr("For a target: portolanctl set-chap %1 --name NAME --mutual --target-name NAME").arg(target);
    case ErrorCode::DeviceBusy:
        return client::cureOf(error) + u'\n' +
               tr("“--force” takes them away all the same; what was not written is lost.");
    default:
        return speaksForItself(error) ? QString() : client::cureOf(error);
    }
}

QJsonObject errorObject(const Error &error, const QString &subject, const client::InitiatorClient *client,
                        const std::vector<client::DeviceUser> &blockers)
{
    const auto name = nameOf(error.code);
    QJsonObject object{
        {QStringLiteral("code"), QString::fromUtf8(name.data(), qsizetype(name.size()))},
        {QStringLiteral("exit_code"), int(exitCodeOf(error))},
        {QStringLiteral("sentence"), client::sentenceOf(error, subject)},
        {QStringLiteral("cure"), client::cureOf(error)},
        {QStringLiteral("message"), client::cleaned(QString::fromStdString(error.message))},
        {QStringLiteral("hint"), dbus::hintOf(error)},
        {QStringLiteral("login_status"), int(error.loginStatus)},
        {QStringLiteral("errno"), error.sysErrno},
    };
    if (!subject.isEmpty())
        object.insert(QStringLiteral("subject"), subject);
    if (!blockers.empty())
        object.insert(QStringLiteral("blockers"), usersArray(blockers));
    if (client && concernsInitiatorName(error))
        object.insert(QStringLiteral("initiator_name"), client->manager().initiatorName);
    return object;
}

void printError(Output &output, const Error &error, const QString &subject, const client::InitiatorClient *client,
                const std::vector<client::DeviceUser> &blockers)
{
    QString sentence = speaksForItself(error) ? client::cleaned(QString::fromStdString(error.message))
                                              : client::sentenceOf(error, subject);
    for (const auto &user : blockers)
        sentence += QStringLiteral("\n  ") + client::sentenceOf(user);
    if (client && concernsInitiatorName(error))
        sentence += u'\n' + tr("This computer's initiator name: %1").arg(client->manager().initiatorName);
    output.error(sentence, cureFor(error, subject), speaksForItself(error) ? QString() : detailOf(error));
}

void Context::fail(const Error &error, const QString &subject) const
{
    if (output->json())
        output->document({{QStringLiteral("error"), errorObject(error, subject, client)}});
    else
        printError(*output, error, subject, client);
    finish(exitCodeOf(error));
}

void reportOutcomes(Context &context, const std::vector<Outcome> &outcomes)
{
    ExitCode code = ExitCode::Ok;
    QJsonArray results;
    for (const Outcome &outcome : outcomes) {
        if (outcome.error && code == ExitCode::Ok)
            code = exitCodeOf(*outcome.error);
        if (context.output->json()) {
            QJsonObject object = outcome.more;
            object.insert(QStringLiteral("target"), outcome.target);
            object.insert(QStringLiteral("portal"), outcome.portal);
            object.insert(QStringLiteral("ok"), !outcome.error);
            object.insert(QStringLiteral("changed"), outcome.changed && !outcome.error);
            object.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(outcome.warnings));
            if (outcome.error)
                object.insert(QStringLiteral("error"),
                              errorObject(*outcome.error, outcome.target, context.client, outcome.blockers));
            results.append(object);
            continue;
        }
        if (outcome.error) {
            printError(*context.output, *outcome.error, outcome.target, context.client, outcome.blockers);
            continue;
        }
        context.output->print(outcome.said);
        for (const QString &warning : outcome.warnings)
            context.output->warn(warning);
    }
    if (context.output->json())
        context.output->document({{QStringLiteral("results"), results}});
    context.finish(code);
}

} // namespace portolan::cli
