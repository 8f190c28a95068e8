#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/civil.h"
#include "base/text.h"

/// One document tree for every output (PDF, ODT, XLSX, HTML). Value types only, all text UTF-8 in the
/// document's one language. A writer decides about faces and sizes, the tree only says what a thing is.
namespace shuiheng::report {

/// A verdict is a mark and a word. Writers draw the mark as a shape that survives a black-and-white copy.
enum class Mark { Met, Missed, Insufficient, NotDue, EffortMissed };

enum class RunStyle {
    Plain,
    Lead,  ///< a run-in heading such as （一）公共供水管网漏损率。
    Strong,
};

struct Run {
    std::string text;
    RunStyle style = RunStyle::Plain;
};

struct Heading {
    int level = 1;  ///< 1: 一、  2: （一）  3: 1.
    std::string text;
    std::string appendix;  ///< "附件1" when the heading opens an appendix, which starts a page
    std::string sheet;     ///< where a workbook puts what follows: "目标"
};

struct Paragraph {
    std::vector<Run> runs;
    bool indented = true;  ///< first line by two characters
};

enum class Alignment { Left, Centre, Right };

struct Column {
    std::string header;
    Alignment alignment = Alignment::Left;
    bool wraps = true;  ///< false: figures and short words that must stay on one line
};

struct Outcome {
    Mark mark = Mark::Met;
    std::string text;
};

struct Cell {
    std::string text;              ///< as printed, e.g. "≤10" or "—"
    std::optional<double> number;  ///< unrounded, for outputs that calculate
    std::optional<Mark> mark;
    bool strong = false;  ///< stands out, e.g. a parameter still to be verified

    // For outputs that calculate:
    std::string sheet;       ///< the number is the value of the calculation sheet with this number
    std::string expression;  ///< the number from the row's other cells: "c5-c4" counts columns from 1
    std::vector<Outcome>
        outcomes;  ///< then `expression` is a condition: what the cell says if it holds, if not

    Cell() = default;
    Cell(std::string words) : text(std::move(words)) {}  // NOLINT: a cell is mostly its text
    Cell(const char* words) : text(words) {}             // NOLINT
    Cell(std::string words, std::optional<double> value) : text(std::move(words)), number(value) {}
    Cell(std::string words, Mark verdict) : text(std::move(words)), mark(verdict) {}
};

using Row = std::vector<Cell>;

struct Table {
    std::string title;      ///< "表1　2024年度目标完成情况"; may be empty
    std::string continued;  ///< what stands above a repeated header: "续表1"
    std::string noteRight;  ///< unit or date line above the right end
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<Row> totals;
    std::vector<std::string> notes;  ///< below the table, each its own paragraph
    /// A row with an empty first cell continues the one above; a hairline parts the groups.
    bool grouped = false;
};

/// One value over the years beside what was required. Writers tell the two apart by hatching, a dashed line
/// and words, never by colour.
struct Chart {
    enum class Form { Bars, Line };
    struct Point {
        std::string category;  ///< "2023年"
        std::optional<double> value;
        std::string label;  ///< the value as printed; "—" where there is none
        std::optional<double> required;
        std::string requiredLabel;  ///< "≤12"
        std::optional<Mark> mark;
        std::string verdict;  ///< the mark's word
    };
    std::string title;  ///< "图1　…"
    Form form = Form::Bars;
    std::string unit;
    std::string valueName;     ///< 完成值
    std::string requiredName;  ///< 目标值
    std::vector<Point> points;
    std::string inWords;  ///< the same for those who can't see it
};

struct List {
    std::vector<std::string> items;
    bool numbered = true;
    bool compact = false;  ///< in table type: for named lists that may run over pages
};

struct PageBreak {};

enum class FactKind { Formula, Clause, Range, Switch, Parameter, Input, Missing, Note };

/// A record behind a figure.
struct SourceRow {
    std::string key;
    std::optional<double> value;
    std::string batches;
    std::int64_t row = 0;  ///< of the imported file; 0 = unknown
    bool operator==(const SourceRow&) const = default;
};

struct Fact {
    FactKind kind = FactKind::Note;
    std::string label;
    std::string text;
    std::string unit = {};              ///< of `number` or the rows
    std::optional<double> number = {};  ///< a parameter's
    std::vector<SourceRow> rows = {};   ///< an input's, for outputs with room for them
};

/// One figure of the calculation sheet with everything behind it.
struct CalculationSheet {
    std::string number;  ///< "1.2"
    std::string name;
    std::string value;  ///< as printed, with unit; "数据不足" where there is none
    std::string unit;
    std::optional<double> figure;
    std::string expression;  ///< of the figure over children, inputs and parameters: Derivation::expression
    std::vector<Fact> facts;
    std::vector<CalculationSheet> children;

    /// Only named: it has its sheet elsewhere.
    bool cited() const { return facts.empty() && children.empty() && expression.empty(); }
};

/// Places to sign on.
struct SignatureBlock {
    std::vector<std::string> fields;
};

/// A line of small grey type.
struct SmallPrint {
    std::string text;
};

using Block = std::variant<Heading, Paragraph, Table, Chart, List, PageBreak, CalculationSheet,
                           SignatureBlock, SmallPrint>;

struct Footer {
    std::string left;   ///< 演示用途，不作依据
    std::string right;  ///< frozen version, date and digest
};

struct Document {
    Language language = Language::Chinese;
    std::string title;  ///< '\n' where a long title should break
    std::string subtitle;
    std::string issuer;
    Date date;
    bool sample = false;
    std::string sampleWord;  ///< 示例数据; printed on every page when `sample`
    Footer footer;
    std::vector<Block> blocks;
};

}  // namespace shuiheng::report
