// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>
#include <QStringList>
#include <QVariant>

#include <optional>
#include <span>

namespace portolan::client {

/// One setting of Node.Update: its name, its values and how a person writes them. The service checks again; this is so
/// that forms and command lines can say what is possible before they ask it.
struct NodeSetting {
    enum class Type { Text, Word, Number, Integer, Flag };

    QString property; ///< "MaxBurstLength"
    QString option;   ///< "max-burst-length"
    Type type = Type::Text;
    qint64 lowest = 0, highest = 0; ///< Numbers: the range; Text: highest is the greatest length.
    QStringList words{};            ///< Number or Word: what is written for lowest, lowest + 1, ...
    const char *unit = "";          ///< "bytes", "seconds" or empty; source text of context "Settings"
    const char *purpose = "";       ///< One sentence, source text of context "Settings".
    const char *title = "";         ///< What a form calls it, source text of context "Settings".
    bool atOnce = false;            ///< A change counts for the session that runs; else from the next login on.

    /// The value with the type the interface wants, or nothing if it has another or is out of range.
    [[nodiscard]] std::optional<QVariant> fromBus(const QVariant &value) const;
    /// As a person writes it: number with optional KiB or MiB, yes or no, a word. \return InvalidArgument naming the
    /// range
    [[nodiscard]] Result<QVariant> parse(const QString &text) const;
    /// The form that parse() reads.
    [[nodiscard]] QString text(const QVariant &value) const;
    /// "512..16777215 bytes", "off|prefer|require", "yes|no": the same in every language, for scripts.
    [[nodiscard]] QString range() const;
    [[nodiscard]] QString rangeText() const;   ///< The same for people: unit and kind are translated, words are not.
    [[nodiscard]] QString purposeText() const; ///< Translated.
    [[nodiscard]] QString titleText() const;   ///< Translated.
    [[nodiscard]] QString unitText() const;    ///< Translated.
};

/// In the order of the interface.
[[nodiscard]] std::span<const NodeSetting> nodeSettings();
/// By property name or option name; nullptr if there is none.
[[nodiscard]] const NodeSetting *nodeSetting(const QString &name);

} // namespace portolan::client
