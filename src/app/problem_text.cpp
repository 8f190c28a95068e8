#include "app/problem_text.h"

#include <array>
#include <map>
#include <string_view>

#include "embedded/messages.h"

namespace shuiheng::app {
namespace {

struct Message {
    Severity severity = Severity::Error;
    Text what;
    Text remedy;
};

std::map<std::string, Message, std::less<>> readCatalogue() {
    std::map<std::string, Message, std::less<>> catalogue;
    std::string_view rest = embedded::messages().front().content;
    while (!rest.empty()) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        std::array<std::string, 6> cells;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const std::size_t end = std::min(line.find('\t'), line.size());
            cells[column] = std::string(line.substr(0, end));
            line.remove_prefix(std::min(end + 1, line.size()));
        }
        const Severity severity = cells[1] == "info"      ? Severity::Info
                                  : cells[1] == "warning" ? Severity::Warning
                                                          : Severity::Error;
        catalogue[cells[0]] = Message{severity, {cells[2], cells[4]}, {cells[3], cells[5]}};
    }
    return catalogue;
}

const Message* find(const std::string& code) {
    static const auto catalogue = readCatalogue();
    const auto found = catalogue.find(code);
    return found == catalogue.end() ? nullptr : &found->second;
}

std::string filled(std::string text, const Problem& problem) {
    auto arguments = problem.arguments;
    arguments.emplace_back("file", problem.where.file);
    arguments.emplace_back("line", std::to_string(problem.where.line));
    arguments.emplace_back("column", problem.where.column);
    arguments.emplace_back("table", problem.where.table);
    arguments.emplace_back("key", problem.where.key);
    for (const auto& [name, value] : arguments) {
        const std::string slot = "{" + name + "}";
        for (std::size_t at = text.find(slot); at != std::string::npos;
             at = text.find(slot, at + value.size())) {
            text.replace(at, slot.size(), value);
        }
    }
    return text;
}

/// "第 12 行" or "line 12", and not merely the digits somewhere.
bool namesLine(const std::string& text, const std::string& line, Language language) {
    if (language == Language::Chinese) {
        return text.find("第 " + line + " 行") != std::string::npos;
    }
    const std::string words = "ine " + line;
    const std::size_t at = text.find(words);
    return at != std::string::npos && (at + words.size() == text.size() || text[at + words.size()] < '0' ||
                                       text[at + words.size()] > '9');
}

}  // namespace

std::string whatHappened(const Problem& problem, Language language) {
    const Message* message = find(problem.code);
    if (message != nullptr) {
        return filled(message->what.in(language), problem);
    }
    std::string text = problem.code;
    for (const auto& [name, value] : problem.arguments) {
        text += " " + name + "=" + value;
    }
    return text;
}

std::string remedy(const Problem& problem, Language language) {
    const Message* message = find(problem.code);
    return message != nullptr ? filled(message->remedy.in(language), problem) : std::string();
}

std::string sentence(const Problem& problem, Language language) {
    std::string text = whatHappened(problem, language);
    const std::string mend = remedy(problem, language);
    if (!mend.empty()) {
        text += (language == Language::English ? " " : "") + mend;
    }
    std::string place = problem.where.file;
    if (place.empty() || text.find(place) != std::string::npos) {
        place.clear();
    }
    const bool english = language == Language::English;
    const std::string line = std::to_string(problem.where.line);
    if (problem.where.line > 0 && !namesLine(text, line, language)) {
        place += (place.empty() ? ""
                  : english     ? ", "
                                : " ") +
                 (english ? "line " + line : "第 " + line + " 行");
    }
    return place.empty() ? text : place + (language == Language::English ? ": " : "：") + text;
}

std::optional<Severity> severityOf(const std::string& code) {
    const Message* message = find(code);
    return message != nullptr ? std::optional(message->severity) : std::nullopt;
}

}  // namespace shuiheng::app
