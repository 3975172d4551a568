// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"

#include <QGuiApplication>
#include <QLocale>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

/// Every text of ours from the sources, longer than any real language makes it.
class PseudoTranslator : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }

    QString translate(const char *context, const char *sourceText, const char *disambiguation, int n) const override
    {
        // Names of keys, which QKeySequence reads back, and the direction of the language.
        if (QLatin1String(context) == "QShortcut"_L1 || QLatin1String(context) == "QGuiApplication"_L1)
            return {};
        const QString plural = QTranslator::translate(context, sourceText, disambiguation, n);
        return stretched(plural.isEmpty() ? QString::fromUtf8(sourceText) : plural);
    }

private:
    static QString stretched(const QString &text)
    {
        static const QString plain = u"AEIOUaeioucnsyz"_s, accented = u"ÅÉÎÖÛåéîöûçñšýž"_s;
        static const QString filling = u" ëxtrå wörds ôf å löngër lângüågë thån Ênglîsh, ånd sömé mörê ôf thëm"_s;
        QString result = text;
        for (qsizetype i = 0; i < result.size(); ++i) {
            const bool keeps = i > 0 && (result[i - 1] == u'&' || result[i - 1] == u'%'); // "&Save", "%n"
            const qsizetype at = plain.indexOf(result[i]);
            if (at >= 0 && !keeps)
                result[i] = accented[at];
        }
        // Within the word if there is only one: "State" does not become two that may wrap.
        const qsizetype more = text.size() * 2 / 5 + 1;
        QString tail = filling.repeated(int(more / filling.size()) + 1);
        if (!text.contains(u' '))
            tail.remove(u' ');
        const qsizetype end = text.endsWith(u'…') || text.endsWith(u':') || text.endsWith(u'.') ? 1 : 0;
        return result.insert(result.size() - end, tail.left(more));
    }
};

} // namespace

Language::Language(const QString &name)
    : m_translator(name == "pseudo"_L1 ? std::make_unique<PseudoTranslator>() : std::make_unique<QTranslator>())
{
    const bool real = name != "pseudo"_L1 && name != "rtl"_L1;
    const QString language = real ? name : u"en"_s;
    m_loaded = m_translator->load(u":/i18n/portolan_%1.qm"_s.arg(language));
    QLocale::setDefault(QLocale(language));
    QCoreApplication::installTranslator(m_translator.get());
    // After the translator: one that is installed sets the direction of its own language.
    QGuiApplication::setLayoutDirection(name == "rtl"_L1 ? Qt::RightToLeft : Qt::LeftToRight);
}

Language::~Language()
{
    QCoreApplication::removeTranslator(m_translator.get());
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QLocale::setDefault(QLocale::c());
}

QStringList Language::all() { return {u"en"_s, u"de"_s, u"zh_CN"_s, u"pseudo"_s, u"rtl"_s}; }

} // namespace portolan::test
