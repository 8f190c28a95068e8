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

int Output::problem(const Problem& problem, const nlohmann::json& done) const {
    const std::string text = app::sentence(problem, language);
    std::fprintf(stderr, "%s\n", text.c_str());
    if (json) {
        nlohmann::json arguments = nlohmann::json::object();
        for (const auto& [name, value] : problem.arguments) {
            arguments[name] = value;
        }
        nlohmann::json answer = {{"error",
                                  {{"code", problem.code},
                                   {"message", app::whatHappened(problem, language)},
                                   {"remedy", app::remedy(problem, language)},
                                   {"file", problem.where.file},
                                   {"line", problem.where.line},
                                   {"arguments", arguments}}}};
        if (!done.empty()) {
            answer["imports"] = done;
        }
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
