// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/table.h"

#include "cli/text.h"

#include <algorithm>

namespace portolan::cli {

QString painted(const QString &text, Tone tone, bool colours)
{
    if (!colours || tone == Tone::Plain || text.isEmpty())
        return text;
    const char *code = tone == Tone::Good ? "32" : tone == Tone::Warning ? "33" : tone == Tone::Bad ? "31" : "1";
    return QStringLiteral("\x1b[%1m%2\x1b[0m").arg(QLatin1String(code), text);
}

QStringList Table::lines(bool colours, bool header) const
{
    Row titles;
    std::vector<int> widths;
    for (const QString &title : m_headers) {
        titles.emplace_back(title.startsWith(u'>') ? title.mid(1) : title, Tone::Heading);
        widths.push_back(displayWidth(titles.back().text));
    }
    for (const Row &row : m_rows) {
        for (std::size_t column = 0; column < row.size() && column < widths.size(); ++column)
            widths[column] = std::max(widths[column], displayWidth(row[column].text));
    }
    QStringList lines;
    if (header)
        lines.append(line(titles, widths, colours));
    for (const Row &row : m_rows)
        lines.append(line(row, widths, colours));
    return lines;
}

QString Table::line(const Row &row, const std::vector<int> &widths, bool colours) const
{
    QString line;
    for (std::size_t column = 0; column < row.size() && column < widths.size(); ++column) {
        const Cell &cell = row[column];
        const QString padding(widths[column] - displayWidth(cell.text), u' ');
        const bool right = m_headers.at(qsizetype(column)).startsWith(u'>');
        const bool last = column + 1 == row.size();
        const QString text = painted(cell.text, cell.tone, colours);
        if (column > 0)
            line += QStringLiteral("  ");
        line += right ? padding + text : last ? text : text + padding;
    }
    return line;
}

} // namespace portolan::cli
