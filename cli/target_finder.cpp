// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/target_finder.h"

#include "cli/text.h"
#include "common/types/portal.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace portolan::cli {

namespace {

using client::NodeInfo;
using Reading = bool (*)(const NodeInfo &, const QString &);

/// From the strictest to the most generous.
constexpr std::array<Reading, 5> kReadings{
    [](const NodeInfo &node, const QString &text) { return node.targetName == text.toLower(); },
    [](const NodeInfo &node, const QString &text) { return !node.label.isEmpty() && node.label == text; },
    [](const NodeInfo &node, const QString &text) { return node.targetName.endsWith(u':' + text.toLower()); },
    [](const NodeInfo &node, const QString &text) { return node.targetName.endsWith(text.toLower()); },
    [](const NodeInfo &node, const QString &text) {
        return node.targetName.contains(text.toLower()) || node.label.contains(text, Qt::CaseInsensitive);
    },
};

bool isAt(const NodeInfo &node, const Portal &portal)
{
    return node.address.compare(QString::fromStdString(portal.host), Qt::CaseInsensitive) == 0 &&
           node.port == portal.port;
}

bool sameTarget(const std::vector<NodeInfo> &nodes)
{
    return std::all_of(nodes.begin(), nodes.end(),
                       [&](const NodeInfo &node) { return node.targetName == nodes.front().targetName; });
}

Error ambiguous(const QString &text, const std::vector<NodeInfo> &nodes)
{
    constexpr qsizetype kShown = 5;
    QStringList candidates;
    for (const NodeInfo &node : nodes)
        candidates.append(fullText(node));
    candidates.sort();
    QString message =
        tr("“%1” fits more than one target:").arg(text) + u' ' + candidates.mid(0, kShown).join(QStringLiteral(", "));
    if (candidates.size() > kShown)
        message += u' ' + tr("and %1 more").arg(candidates.size() - kShown);
    return {ErrorCode::InvalidArgument, message.toStdString(), 0, 0};
}

} // namespace

QString fullText(const NodeInfo &node)
{
    const QString text = node.targetName + u'@' + node.portalText();
    return node.iface.isEmpty() ? text : text + u',' + node.iface;
}

Result<std::vector<NodeInfo>> findNodes(const std::vector<NodeInfo> &all, const QString &text)
{
    if (text.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The target's name is empty.").toStdString());
    QString name = text;
    std::vector<NodeInfo> pool = all;
    if (const auto at = text.lastIndexOf(u'@'); at > 0) {
        const QString way = text.mid(at + 1);
        const qsizetype comma = way.indexOf(u','); // -1: through any interface
        const auto portal = Portal::parse(way.left(comma).toStdString());
        if (portal) { // else it may be part of a label
            name = text.left(at);
            std::erase_if(pool, [&](const NodeInfo &node) {
                return !isAt(node, *portal) || (comma >= 0 && node.iface != way.mid(comma + 1));
            });
        }
    }
    for (const Reading reads : kReadings) {
        std::vector<NodeInfo> found;
        std::copy_if(pool.begin(), pool.end(), std::back_inserter(found),
                     [&](const NodeInfo &node) { return reads(node, name); });
        if (found.empty())
            continue;
        if (!sameTarget(found))
            return fail(ambiguous(text, found));
        std::sort(found.begin(), found.end(),
                  [](const NodeInfo &a, const NodeInfo &b) { return fullText(a) < fullText(b); });
        return found;
    }
    return fail(ErrorCode::NotFound,
                tr("no target fits “%1”; “portolanctl targets” lists them").arg(text).toStdString());
}

Result<NodeInfo> findNode(const std::vector<NodeInfo> &all, const QString &text)
{
    const auto found = findNodes(all, text);
    if (!found)
        return fail(found.error());
    if (found->size() == 1)
        return found->front();
    std::vector<NodeInfo> connected;
    std::copy_if(found->begin(), found->end(), std::back_inserter(connected),
                 [](const NodeInfo &node) { return !node.session.isEmpty(); });
    if (connected.size() == 1)
        return connected.front();
    return fail(ambiguous(text, *found));
}

} // namespace portolan::cli
