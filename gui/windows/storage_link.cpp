// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/storage_link.h"

#include "common/types/portal.h"

#include <QUrl>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongest = 2000;

} // namespace

Result<QString> addressOfLink(const QString &link)
{
    const QUrl url(link.left(kLongest), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"iscsi"_s || link.size() > kLongest)
        return fail(ErrorCode::InvalidArgument, "expected a link of the form iscsi://ADDRESS[:PORT][/TARGET]");
    if (!url.userInfo().isEmpty())
        return fail(ErrorCode::InvalidArgument, "a link must not carry a name or a password");
    // What a link may leave out, and brackets of an IPv6 address, are Portal's to know.
    const auto portal = Portal::parse(url.authority().toStdString());
    if (!portal)
        return fail(portal.error());
    return QString::fromStdString(portal->text());
}

} // namespace portolan::gui
