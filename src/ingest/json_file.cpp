#include "ingest/json_file.h"

#include <algorithm>
#include <exception>
#include <tuple>

#include "ingest/encoding.h"
#include "ingest/json_schema.h"

namespace shuiheng::ingest {
namespace {

// A plan has some 2,000 values in 90 kB and 6 levels. The limits keep a hostile file from exhausting stack,
// memory or patience (the schema's uniqueItems compares every pair), and no honest one will meet them.
constexpr std::size_t kMostBytes = 16u << 20;
constexpr std::size_t kMostLevels = 64;
constexpr std::size_t kMostValues = 500'000;
constexpr std::size_t kMostItems = 5'000;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Level {
    bool array = false;
    std::size_t items = 0;
};

/// Line and column (in characters) of a byte.
std::pair<std::int64_t, std::int64_t> placeOf(std::string_view text, std::size_t position) {
    position = std::min(position, text.size());
    std::int64_t line = 1;
    std::int64_t column = 1;
    for (std::size_t index = 0; index < position; ++index) {
        if (text[index] == '\n') {
            ++line;
            column = 1;
        } else if ((static_cast<unsigned char>(text[index]) & 0xC0u) != 0x80u) {
            ++column;
        }
    }
    return {line, column};
}

/// The first line that is no UTF-8; 0 when all are. An editor that writes GBK or UTF-16 does not say so.
std::int64_t lineNotInUtf8(std::string_view text) {
    if (toUtf8(text, Encoding::Utf8)) {
        return 0;
    }
    std::int64_t line = 1;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (!toUtf8(text.substr(0, end), Encoding::Utf8)) {
            return line;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
    }
    return line;
}

/// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ..." without the parts
/// that say what line and column already say.
std::string detailOf(const std::string& message) {
    const std::size_t column = message.find(", column ");
    const std::size_t colon = column == std::string::npos ? column : message.find(": ", column);
    if (colon != std::string::npos) {
        return message.substr(colon + 2);
    }
    const std::size_t bracket = message.find("] ");
    return bracket == std::string::npos ? message : message.substr(bracket + 2);
}

/// Walks over the tokens of valid JSON and notes the line of every value under its pointer.
class Locator {
  public:
    Locator(std::string_view text, std::unordered_map<std::string, std::int64_t>& lines)
        : m_text(text), m_lines(lines) {}

    /// Pointers of members that stand twice in one object.
    std::vector<std::pair<std::string, std::int64_t>> run() {
        m_lines[""] = 1;
        while (m_position < m_text.size()) {
            step();
        }
        return std::move(m_repeated);
    }

  private:
    struct Frame {
        bool array;
        std::string pointer;
        std::size_t index = 0;
    };
    std::string_view m_text;
    std::unordered_map<std::string, std::int64_t>& m_lines;
    std::vector<std::pair<std::string, std::int64_t>> m_repeated;
    std::vector<Frame> m_frames;
    std::string m_key;  ///< pointer of the member whose value comes next
    bool m_expectKey = false;
    std::size_t m_position = 0;
    std::int64_t m_line = 1;

    void step() {
        const char character = m_text[m_position];
        switch (character) {
            case '\n':
                ++m_line;
                [[fallthrough]];
            case ' ':
            case '\t':
            case '\r':
            case ':':
                ++m_position;
                return;
            case ',':
                ++m_position;
                m_expectKey = !m_frames.empty() && !m_frames.back().array;
                return;
            case '{':
            case '[':
                open(character == '[');
                return;
            case '}':
            case ']':
                ++m_position;
                m_expectKey = false;
                if (!m_frames.empty()) {
                    m_frames.pop_back();
                }
                return;
            case '"':
                if (m_expectKey) {
                    key();
                } else {
                    begin();
                    skipString();
                }
                return;
            default:
                begin();
                while (m_position < m_text.size() &&
                       std::string_view(",]} \t\r\n").find(m_text[m_position]) == std::string_view::npos) {
                    ++m_position;
                }
        }
    }

    /// A value begins here; its pointer.
    std::string begin() {
        if (m_frames.empty()) {
            return {};
        }
        if (!m_frames.back().array) {
            return m_key;
        }
        std::string pointer = pointerTo(m_frames.back().pointer, m_frames.back().index++);
        m_lines[pointer] = m_line;
        return pointer;
    }

    void open(bool array) {
        m_frames.push_back({array, begin()});
        m_expectKey = !array;
        ++m_position;
    }

    void key() {
        const std::size_t start = m_position;
        skipString();
        // A key may hold escapes; the parser knows them.
        const auto parsed = nlohmann::json::parse(m_text.substr(start, m_position - start), nullptr, false);
        m_key = pointerTo(m_frames.back().pointer,
                          parsed.is_string() ? parsed.get<std::string>() : std::string());
        if (!m_lines.emplace(m_key, m_line).second) {
            m_repeated.emplace_back(m_key, m_line);
        }
        m_expectKey = false;
    }

    void skipString() {
        ++m_position;
        while (m_position < m_text.size() && m_text[m_position] != '"') {
            m_position += m_text[m_position] == '\\' ? 2 : 1;
        }
        ++m_position;
    }
};

}  // namespace

JsonFile::JsonFile(std::string_view text, std::string fileName, std::string_view schema)
    : m_fileName(std::move(fileName)) {
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    if (text.size() > kMostBytes) {
        reportAtLine(0, "JSON_TOO_LARGE", {{"limit_mb", std::to_string(kMostBytes >> 20)}});
        return;
    }
    if (const std::int64_t line = lineNotInUtf8(text); line > 0) {
        reportAtLine(line, "JSON_NOT_UTF8", {{"line", std::to_string(line)}});
        return;
    }
    if (!withinLimits(text)) {
        return;
    }
    parse(text);
    if (m_root) {
        locate(text);
        validate(schema);
    }
}

bool JsonFile::withinLimits(std::string_view text) {
    std::vector<Level> levels;
    std::size_t values = 0;
    bool quoted = false;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char character = text[index];
        if (quoted) {
            index += character == '\\' ? 1 : 0;
            quoted = character != '"';
            continue;
        }
        if (character == '"') {
            quoted = true;
        } else if (character == '{' || character == '[') {
            levels.push_back({character == '[', 1});
            ++values;
        } else if ((character == '}' || character == ']') && !levels.empty()) {
            levels.pop_back();
        } else if (character == ',') {
            ++values;
            if (!levels.empty()) {
                ++levels.back().items;
            }
        }
        const bool tooWide = !levels.empty() && levels.back().items > kMostItems;
        if (levels.size() > kMostLevels || values > kMostValues || tooWide) {
            const auto line = placeOf(text, index).first;
            if (levels.size() > kMostLevels) {
                reportAtLine(line, "JSON_TOO_DEEP", {{"limit", std::to_string(kMostLevels)}});
            } else {
                reportAtLine(line, "JSON_TOO_MANY",
                             {{"limit", std::to_string(tooWide ? kMostItems : kMostValues)}});
            }
            return false;
        }
    }
    return true;
}

void JsonFile::parse(std::string_view text) {
    try {
        m_root = nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        // `byte` counts from 1 and points at the last byte that was read.
        const auto [line, column] = placeOf(text, error.byte > 0 ? error.byte - 1 : 0);
        reportAtLine(line, "JSON_SYNTAX",
                     {{"line", std::to_string(line)},
                      {"column", std::to_string(column)},
                      {"detail", detailOf(error.what())}});
    } catch (const std::exception& error) {
        // A number that no double holds: the message quotes it, but does not say where.
        const std::string detail = detailOf(error.what());
        const std::size_t quote = std::min(detail.find('\''), detail.size());
        const std::string number = detail.substr(quote, detail.rfind('\'') - quote);
        const auto [line, column] = placeOf(text, number.size() > 1 ? text.find(number.substr(1)) : 0);
        reportAtLine(
            line, "JSON_SYNTAX",
            {{"line", std::to_string(line)}, {"column", std::to_string(column)}, {"detail", detail}});
    }
}

void JsonFile::locate(std::string_view text) {
    for (const auto& [pointer, line] : Locator(text, m_lines).run()) {
        reportAtLine(line, "JSON_DUPLICATE_KEY", {{"path", pointer}}, pointer);
    }
}

void JsonFile::validate(std::string_view schema) {
    for (const SchemaError& error : schemaErrors(*m_root, schema)) {
        std::vector<std::pair<std::string, std::string>> arguments = {
            {"path", error.pointer.empty() ? "/" : error.pointer}};
        if (!error.detail.empty()) {
            arguments.emplace_back("detail", error.detail);
        }
        const bool unknown = error.code == "JSON_PROPERTY_UNKNOWN";
        reportAtLine(lineOf(unknown ? pointerTo(error.pointer, error.detail) : error.pointer), error.code,
                     std::move(arguments), error.pointer);
    }
}

std::int64_t JsonFile::lineOf(std::string pointer) const {
    while (true) {
        if (const auto found = m_lines.find(pointer); found != m_lines.end()) {
            return found->second;
        }
        const std::size_t slash = pointer.rfind('/');
        if (slash == std::string::npos) {
            return 0;
        }
        pointer.erase(slash);
    }
}

void JsonFile::report(const std::string& pointer, std::string code,
                      std::vector<std::pair<std::string, std::string>> arguments) {
    reportAtLine(lineOf(pointer), std::move(code), std::move(arguments), pointer);
}

bool JsonFile::hasProblemAt(const std::string& pointer) const {
    return std::any_of(m_problems.begin(), m_problems.end(),
                       [&](const Problem& problem) { return problem.where.key == pointer; });
}

std::vector<Problem> JsonFile::takeProblems() {
    std::stable_sort(m_problems.begin(), m_problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.where.line, a.code) < std::tie(b.where.line, b.code);
    });
    return std::move(m_problems);
}

void JsonFile::reportAtLine(std::int64_t line, std::string code,
                            std::vector<std::pair<std::string, std::string>> arguments, std::string key) {
    Where where;
    where.file = m_fileName;
    where.line = line;
    where.key = std::move(key);
    m_problems.push_back(Problem(std::move(code), std::move(arguments), std::move(where)));
}

std::string pointerTo(const std::string& parent, const std::string& key) {
    std::string pointer = parent + "/";
    for (const char character : key) {
        if (character == '~') {
            pointer += "~0";
        } else if (character == '/') {
            pointer += "~1";
        } else {
            pointer += character;
        }
    }
    return pointer;
}

std::string pointerTo(const std::string& parent, std::size_t index) {
    return parent + "/" + std::to_string(index);
}

std::string textOf(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) {
        return {};
    }
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const nlohmann::json& arrayOf(const nlohmann::json& object, const char* key) {
    static const nlohmann::json kEmpty = nlohmann::json::array();
    if (!object.is_object()) {
        return kEmpty;
    }
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : kEmpty;
}

std::optional<double> numberOf(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) {
        return std::nullopt;
    }
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::vector<std::string> textsOf(const nlohmann::json& object, const char* key) {
    std::vector<std::string> texts;
    for (const auto& item : arrayOf(object, key)) {
        texts.push_back(item.is_string() ? item.get<std::string>() : std::string());
    }
    return texts;
}

}  // namespace shuiheng::ingest
