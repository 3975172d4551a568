// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace portolan::cli {

/// How a text is to be seen where there are colours; the words say the same without.
enum class Tone { Plain, Good, Warning, Bad, Heading };

[[nodiscard]] QString painted(const QString &text, Tone tone, bool colours);

/// Columns with a header, as wide as their widest cell on a terminal; nothing after the last column.
class Table {
public:
    struct Cell {
        QString text;
        Tone tone = Tone::Plain;
        Cell(QString cellText, Tone cellTone = Tone::Plain)
            : text(std::move(cellText))
            , tone(cellTone)
        {} // NOLINT: a text is a cell
    };
    using Row = std::vector<Cell>;

    /// A header that begins with '>' aligns its column to the right.
    explicit Table(QStringList headers)
        : m_headers(std::move(headers))
    {}

    void add(Row row) { m_rows.push_back(std::move(row)); }
    [[nodiscard]] bool empty() const { return m_rows.empty(); }
    [[nodiscard]] QStringList lines(bool colours, bool header = true) const;

private:
    [[nodiscard]] QString line(const Row &row, const std::vector<int> &widths, bool colours) const;

    QStringList m_headers;
    std::vector<Row> m_rows;
};

} // namespace portolan::cli
