// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/secret_strength.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace portolan::gui {

namespace {

/// §9.2.1: below 96 random bits the network must be encrypted. 16 letters and digits by chance are a little less.
constexpr double kGoodBits = 95;

/// 64 characters, 6 bits each: without 0 O o 1 I l, and without what a shell or a web form treats in its own way.
constexpr std::string_view kAlphabet = "abcdefghijkmnpqrstuvwxyz"
                                       "ABCDEFGHJKLMNPQRSTUVWXYZ"
                                       "23456789"
                                       "-_.+=@:,";
static_assert(kAlphabet.size() == 64);
constexpr qsizetype kGeneratedLength = 16; ///< the most that common storage servers take

enum Kind { Digit, Lower, Upper, Other, KindCount };
constexpr std::array<double, KindCount> kKindSizes{10, 26, 26, 33};

Kind kindOf(QChar c)
{
    return c >= u'0' && c <= u'9' ? Digit : c >= u'a' && c <= u'z' ? Lower : c >= u'A' && c <= u'Z' ? Upper : Other;
}

double bitsOf(const QString &secret)
{
    std::array<bool, KindCount> kinds{};
    qsizetype counting = 0;
    QChar before;
    for (const QChar c : secret) {
        kinds.at(kindOf(c)) = true;
        // "aaaa" and "1234" add nothing to guess.
        if (std::abs(int(c.unicode()) - int(before.unicode())) > 1)
            ++counting;
        before = c;
    }
    double size = 0;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        size += kinds.at(kind) ? kKindSizes.at(kind) : 0;
    return size == 0 ? 0 : double(counting) * std::log2(size);
}

} // namespace

SecretStrength strengthOf(const QString &secret)
{
    if (secret.toUtf8().size() < kShortestSecret)
        return SecretStrength::TooShort;
    return bitsOf(secret) < kGoodBits ? SecretStrength::Weak : SecretStrength::Good;
}

QString generateSecret()
{
    QString secret(kGeneratedLength, Qt::Uninitialized);
    // Once in a hundred times chance leaves digits and signs out, and nobody wants to be given a weak one.
    do {
        std::ranges::generate(secret, [] {
            const quint32 index = QRandomGenerator::system()->bounded(quint32(kAlphabet.size()));
            return QLatin1Char(kAlphabet.at(index));
        });
    } while (strengthOf(secret) != SecretStrength::Good);
    return secret;
}

} // namespace portolan::gui
