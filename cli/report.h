// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "gui/client/model.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace portolan::cli {

/// What can be done about an error on the command line, with the command that does it.
[[nodiscard]] QString cureFor(const Error &error, const QString &subject);
/// The object under "error"; see docs/cli.md.
[[nodiscard]] QJsonObject errorObject(const Error &error, const QString &subject, const client::InitiatorClient *client,
                                      const std::vector<client::DeviceUser> &blockers = {});
/// Sentence, who uses the disk, this computer's name where it matters, cure, and the log's words.
void printError(Output &output, const Error &error, const QString &subject, const client::InitiatorClient *client,
                const std::vector<client::DeviceUser> &blockers = {});

/// How it went with one of the things a command works on.
struct Outcome {
    QString target, portal; ///< portal may be empty
    std::optional<Error> error{};
    std::vector<client::DeviceUser> blockers{};
    QString said{}; ///< For a good end, in text mode.
    QStringList warnings{};
    QJsonObject more{};  ///< Goes into its JSON object.
    bool changed = true; ///< False: it was so already.
};

/// Prints all of them, as text or as {"results": […]}, and ends with the code of the first that failed.
void reportOutcomes(Context &context, const std::vector<Outcome> &outcomes);

} // namespace portolan::cli
