// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace portolan::cli {

class Command;

struct Option {
    const char *name;  ///< Without the dashes.
    const char *value; ///< What stands for the value in the help; nullptr = a flag.
    const char *help;
};

struct Example {
    const char *command; ///< Without "portolanctl ".
    const char *meaning;
};

/// One command: all that help, completion and parser need to know, and how to make it.
struct CommandSpec {
    const char *name;
    const char *arguments; ///< "TARGET… | --all"
    const char *summary;
    std::size_t least = 0, most = 0; ///< Positional arguments.
    std::vector<Option> options{};
    std::vector<Example> examples{};
    enum class Completes { Nothing, Targets, Settings, Defaults, Portals } completes = Completes::Nothing;
    bool changesSomething = false; ///< polkit may ask for a password.
    bool hidden = false;
    std::function<std::unique_ptr<Command>()> make{};
};

inline constexpr std::size_t kMany = 10'000; ///< For CommandSpec::most: as many as one likes.

/// A command line, taken apart.
struct Invocation {
    const CommandSpec *command = nullptr; ///< None: only with help or version.
    QStringList positional;
    QMap<QString, QString> options; ///< Flags have the value "".
    QString bus = QStringLiteral("system");
    bool json = false, help = false, version = false;

    [[nodiscard]] bool has(const char *option) const { return options.contains(QLatin1String(option)); }
    [[nodiscard]] QString value(const char *option) const { return options.value(QLatin1String(option)); }
};

[[nodiscard]] std::span<const Option> globalOptions();
/// \return InvalidArgument that says what is wrong with the line
[[nodiscard]] Result<Invocation> parse(const QStringList &arguments, std::span<const CommandSpec> commands);
/// Help of one command, or of the program if none is given.
[[nodiscard]] QString helpText(const CommandSpec *command, std::span<const CommandSpec> commands);

} // namespace portolan::cli
