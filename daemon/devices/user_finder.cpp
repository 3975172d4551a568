// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/user_finder.h"

#include "common/background/background.h"
#include "daemon/devices/user_scan.h"

#include <QTimer>

namespace portolan::devices {

void UserFinder::find(QStringList paths, std::vector<qint64> exclude, QObject *context, Done done)
{
    m_questions.push_back({std::move(paths), std::move(exclude), context, std::move(done)});
    if (!std::exchange(m_looking, true))
        QTimer::singleShot(0, this, &UserFinder::look);
}

void UserFinder::look()
{
    auto questions = std::make_shared<const std::vector<Question>>(std::exchange(m_questions, {}));
    std::vector<std::pair<QStringList, std::vector<qint64>>> asked;
    asked.reserve(questions->size());
    for (const Question &question : *questions)
        asked.emplace_back(question.paths, question.exclude);
    runInBackground<Answers>(
        this,
        [asked = std::move(asked)] {
            const SystemTree tree;
            const MachineUse use = MachineUse::read(tree);
            Answers answers;
            answers.reserve(asked.size());
            for (const auto &[paths, exclude] : asked)
                answers.push_back(UserScan(tree, use, paths, exclude).run());
            return answers;
        },
        [this, questions](Answers answers) { looked(*questions, std::move(answers)); });
}

void UserFinder::looked(const std::vector<Question> &questions, Answers answers)
{
    m_looking = !m_questions.empty();
    if (m_looking)
        QTimer::singleShot(0, this, &UserFinder::look);
    for (std::size_t i = 0; i < questions.size(); ++i) {
        if (questions[i].context)
            questions[i].done(std::move(answers[i]));
    }
}

} // namespace portolan::devices
