// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace portolan::test {

/// The program in another language, as long as this lives; make it before the first window.
class Language {
public:
    /// "en", "de", "zh_CN"; "pseudo": accents on everything and 40 % more of it, what is not wrapped for translation
    /// stays as it is; "rtl": English from right to left.
    explicit Language(const QString &name);
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)
    static QStringList all();
    /// Whether the catalogue of that language was found.
    [[nodiscard]] bool loaded() const { return m_loaded; }

private:
    std::unique_ptr<QTranslator> m_translator;
    bool m_loaded;
};

} // namespace portolan::test
