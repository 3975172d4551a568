// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/report.h"

#include <iomanip>
#include <sstream>

namespace portolan::journal {

namespace {

constexpr std::size_t kExamples = 20;

std::string quoted(const std::string &text)
{
    std::string result = "\"";
    for (const char character : text) {
        if (character == '"' || character == '\\')
            result += '\\';
        result += static_cast<unsigned char>(character) < 0x20 ? ' ' : character;
    }
    return result + '"';
}

} // namespace

void Report::violated(std::string what)
{
    ++violations;
    if (examples.size() < kExamples)
        examples.push_back(std::move(what));
}

std::string Report::json() const
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(3);
    text << "{\"writes\": " << writes << ", \"reads\": " << reads << ", \"flushes\": " << flushes
         << ", \"errors\": " << errors << ", \"longest_wait\": " << longestWait
         << ", \"longest_wait_at\": " << longestWaitAt << ", \"first_error\": " << firstError
         << ", \"violations\": " << violations << ", \"examples\": [";
    for (std::size_t number = 0; number < examples.size(); ++number)
        text << (number == 0 ? "" : ", ") << quoted(examples[number]);
    text << "]}";
    return text.str();
}

} // namespace portolan::journal
