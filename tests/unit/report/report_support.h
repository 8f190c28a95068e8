#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "report/annual_report.h"

namespace shuiheng::report::sample {

/// A folder of the test's own, gone with it.
class Folder {
  public:
    Folder() {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        m_path = std::filesystem::temp_directory_path() /
                 (std::string("shuiheng_report_") + test->test_suite_name() + "_" + test->name());
        std::filesystem::remove_all(m_path);
        std::filesystem::create_directories(m_path);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }
    const std::filesystem::path& path() const { return m_path; }

  private:
    std::filesystem::path m_path;
};

inline std::string contentOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// What a command prints; the paths here are the test's own.
inline std::string outputOf(const std::string& command) {
    std::string result;
    std::array<char, 4096> buffer{};
    FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) {
        return result;
    }
    for (std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe); got > 0;
         got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        result.append(buffer.data(), got);
    }
    ::pclose(pipe);
    return result;
}

inline bool installed(const std::string& tool) {
    return !outputOf("command -v " + tool).empty();
}

inline int countOf(const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

/// Every text of a document, one to a line.
class AllText {
  public:
    explicit AllText(const Document& document) {
        add(document.title + "\n" + document.subtitle + "\n" + document.footer.left + "\n" +
            document.footer.right);
        for (const Block& block : document.blocks) {
            std::visit([this](const auto& part) { take(part); }, block);
        }
    }
    const std::string& text() const { return m_text; }
    bool has(const std::string& part) const { return m_text.find(part) != std::string::npos; }

  private:
    void add(const std::string& line) { m_text += line + "\n"; }
    void take(const Heading& heading) { add(heading.appendix + heading.text); }
    void take(const Paragraph& paragraph) {
        std::string line;
        for (const Run& run : paragraph.runs) {
            line += run.text;
        }
        add(line);
    }
    void take(const Table& table) {
        add(table.title);
        add(table.noteRight);
        for (const Column& column : table.columns) {
            add(column.header);
        }
        for (const auto* rows : {&table.rows, &table.totals}) {
            for (const Row& row : *rows) {
                for (const Cell& cell : row) {
                    add(cell.text);
                }
            }
        }
        for (const std::string& note : table.notes) {
            add(note);
        }
    }
    void take(const Chart& chart) {
        add(chart.title);
        add(chart.unit);
        for (const Chart::Point& point : chart.points) {
            add(point.category);
            add(point.label);
            add(point.requiredLabel);
        }
    }
    void take(const List& list) {
        for (const std::string& item : list.items) {
            add(item);
        }
    }
    void take(const PageBreak&) {}
    void take(const CalculationSheet& sheet) {
        add(sheet.number + " " + sheet.name + " " + sheet.value);
        for (const Fact& fact : sheet.facts) {
            add(fact.label + " " + fact.text);
        }
        for (const CalculationSheet& child : sheet.children) {
            take(child);
        }
    }
    void take(const SignatureBlock& block) {
        for (const std::string& field : block.fields) {
            add(field);
        }
    }
    void take(const SmallPrint& print) { add(print.text); }

    std::string m_text;
};

inline const Table* tableTitled(const Document& document, const std::string& part) {
    for (const Block& block : document.blocks) {
        const auto* table = std::get_if<Table>(&block);
        if (table != nullptr && table->title.find(part) != std::string::npos) {
            return table;
        }
    }
    return nullptr;
}

inline std::string quoted(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

inline const char* const kHostile = "<script>alert(1)</script>=1+1 & \"'\x01\xE2\x80\xAE";

/// One of everything, with the same name everywhere.
inline Document small(const std::string& name) {
    Document document;
    document.title = name;
    document.blocks.emplace_back(Heading{1, name, {}, name});
    document.blocks.emplace_back(Paragraph{{{name, RunStyle::Plain}}});
    Table table;
    table.title = name;
    table.columns = {{"A", Alignment::Left, true}, {"B", Alignment::Right, false}};
    table.rows = {{name, "1"}, {"x", {"达标", Mark::Met}}};
    document.blocks.emplace_back(table);
    CalculationSheet sheet{"1", name, name, {}, 2.0, "i1.1", {{FactKind::Note, "说明", name}}, {}};
    sheet.facts.push_back({FactKind::Input, name, name, name, {}, {{name, 2.0, "1", 7}}});
    document.blocks.emplace_back(sheet);
    return document;
}

}  // namespace shuiheng::report::sample
