// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/call_sequence.h"
#include "cli/secret_input.h"
#include "cli/target_finder.h"
#include "cli/text.h"

namespace portolan::cli {

namespace {

const QString kInitiator = QStringLiteral("initiator");
const QString kTarget = QStringLiteral("target");

/// The command says how it shall be: without --mutual a password of the target that was set is cleared. All is checked
/// before the first call, so that nothing is half changed for a bad value.
class SetChap : public Command {
public:
    void run(Context &context) override
    {
        const Invocation &given = context.invocation;
        const QString &text = given.positional.constFirst();
        const auto nodes = findNodes(context.client->nodes(), text);
        if (!nodes)
            return context.fail(nodes.error(), text);
        const bool mutual = given.has("mutual");
        if (given.value("name").isEmpty())
            return context.fail({ErrorCode::InvalidArgument,
                                 tr("--name is missing: the CHAP name that the target knows.").toStdString(), 0, 0});
        if (mutual == given.value("target-name").isEmpty() || (given.has("target-secret-fd") && !mutual))
            return context.fail(
                {ErrorCode::InvalidArgument, tr("--mutual and --target-name belong together.").toStdString(), 0, 0});
        auto ours =
            secret("secret-fd", tr("Password of %1 for %2: ").arg(given.value("name"), nodes->front().title()), given);
        if (!ours)
            return context.fail(ours.error(), text);
        Secret theirs;
        if (mutual) {
            auto read = secret("target-secret-fd",
                               tr("The target's own password (%1): ").arg(given.value("target-name")), given);
            if (!read)
                return context.fail(read.error(), text);
            theirs = std::move(*read);
            if (Secret::equal(ours->bytes(), theirs.bytes()))
                return context.fail({ErrorCode::SecretSameBothWays, "both directions have the same secret", 0, 0},
                                    text);
        }
        apply(context, *nodes, *ours, theirs);
    }

private:
    static Result<Secret> secret(const char *option, const QString &prompt, const Invocation &given)
    {
        auto read = given.has(option) ? secretFromDescriptor(given.value(option)) : secretFromTerminal(prompt);
        if (!read)
            return read;
        if (const auto ok = checkLength(*read); !ok)
            return fail(ok.error());
        return read;
    }

    void apply(Context &context, const std::vector<client::NodeInfo> &nodes, const Secret &ours, const Secret &theirs)
    {
        const Invocation &given = context.invocation;
        auto &client = *context.client;
        std::vector<CallSequence::Step> steps;
        for (const auto &node : nodes) {
            CallSequence::Step step{{node.targetName, node.portalText()}, {}};
            // Also before a new one is set: our new password may be the target's old one.
            if (node.hasSecretIn)
                step.calls.emplace_back([&client, path = node.path](QObject *guard, CallSequence::Answer answer) {
                    client.clearSecret(path, kTarget, guard, std::move(answer));
                });
            step.calls.emplace_back([&client, path = node.path, name = given.value("name"),
                                     ours](QObject *guard, CallSequence::Answer answer) {
                client.setSecret(path, kInitiator, name, ours, guard, std::move(answer));
            });
            if (!theirs.empty())
                step.calls.emplace_back([&client, path = node.path, name = given.value("target-name"),
                                         theirs](QObject *guard, CallSequence::Answer answer) {
                    client.setSecret(path, kTarget, name, theirs, guard, std::move(answer));
                });
            step.outcome.said = (theirs.empty() ? tr("The password for “%1” at %2 is set.")
                                                : tr("Both passwords for “%1” at %2 are set."))
                                    .arg(node.title(), node.portalText());
            steps.push_back(std::move(step));
        }
        (new CallSequence(&context, this))->run(std::move(steps));
    }
};

class ClearChap : public Command {
public:
    void run(Context &context) override
    {
        const QString &text = context.invocation.positional.constFirst();
        const auto nodes = findNodes(context.client->nodes(), text);
        if (!nodes)
            return context.fail(nodes.error(), text);
        const QString which = context.invocation.has("target-only") ? kTarget : kInitiator;
        std::vector<CallSequence::Step> steps;
        for (const auto &node : *nodes) {
            CallSequence::Step step{{node.targetName, node.portalText()}, {}};
            step.outcome.said = tr("The passwords for “%1” at %2 are removed.").arg(node.title(), node.portalText());
            step.calls.emplace_back(
                [&client = *context.client, path = node.path, which](QObject *guard, CallSequence::Answer answer) {
                    client.clearSecret(path, which, guard, std::move(answer));
                });
            steps.push_back(std::move(step));
        }
        (new CallSequence(&context, this))->run(std::move(steps));
    }
};

} // namespace

CommandSpec setChapCommand()
{
    return {
        .name = "set-chap",
        .arguments = "TARGET --name NAME [--mutual --target-name NAME]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Set the name and password for a target (CHAP)"),
        .least = 1,
        .most = 1,
        .options = {{"name", "NAME", QT_TRANSLATE_NOOP("Cli", "The name the target knows this computer by.")},
                    {"mutual", nullptr, QT_TRANSLATE_NOOP("Cli", "The target must prove itself too.")},
                    {"target-name", "NAME", QT_TRANSLATE_NOOP("Cli", "The name the target proves itself with.")},
                    {"secret-fd", "FD",
                     QT_TRANSLATE_NOOP("Cli", "Read the password from a file descriptor, do not ask.")},
                    {"target-secret-fd", "FD", QT_TRANSLATE_NOOP("Cli", "The same for the target's own password.")}},
        .examples = {{"set-chap disk1 --name alice",
                      QT_TRANSLATE_NOOP("Cli", "Asks for the password on the terminal.")},
                     {"set-chap disk1 --name alice --secret-fd 3 3<password.txt",
                      QT_TRANSLATE_NOOP("Cli", "Reads it from a file, without a newline at its end; for scripts.")}},
        .completes = CommandSpec::Completes::Targets,
        .changesSomething = true,
        .make = [] { return std::make_unique<SetChap>(); }};
}

CommandSpec clearChapCommand()
{
    return {.name = "clear-chap",
            .arguments = "TARGET",
            .summary = QT_TRANSLATE_NOOP("Cli", "Remove the names and passwords for a target"),
            .least = 1,
            .most = 1,
            .options = {{"target-only", nullptr,
                         QT_TRANSLATE_NOOP("Cli", "Only the target's own: it need not prove itself any more.")}},
            .examples = {{"clear-chap disk1", QT_TRANSLATE_NOOP("Cli", "Logs in without a password from now on.")}},
            .completes = CommandSpec::Completes::Targets,
            .changesSomething = true,
            .make = [] { return std::make_unique<ClearChap>(); }};
}

} // namespace portolan::cli
