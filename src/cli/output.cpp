#include "cli/output.h"

#include <cstdio>

#include "app/problem_text.h"

namespace shuiheng::cli {

void Output::line(const std::string& text) const {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

void Output::object(const nlohmann::json& object) const {
    line(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

nlohmann::json Output::toJson(const Problem& problem) const {
    nlohmann::json arguments = nlohmann::json::object();
    for (const auto& [name, value] : problem.arguments) {
        arguments[name] = value;
    }
    return {{"code", problem.code},
            {"message", app::whatHappened(problem, language)},
            {"remedy", app::remedy(problem, language)},
            {"file", problem.where.file},
            {"line", problem.where.line},
            {"arguments", arguments}};
}

int Output::problem(const Problem& problem, const nlohmann::json& beside) const {
    std::fprintf(stderr, "%s\n", app::sentence(problem, language).c_str());
    if (json) {
        nlohmann::json answer = beside;
        answer["error"] = toJson(problem);
        object(answer);
    }
    return problem.code == "ROWS_UNACCOUNTED" || problem.code == "DATABASE_ERROR" ? kOurDefect
                                                                                  : kInputRefused;
}

std::string number(double value, int decimals) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    std::string text = buffer;
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text == "-0" ? "0" : text;
}

}  // namespace shuiheng::cli
