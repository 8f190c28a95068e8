#include "report/xlsx_calculation.h"

#include <charconv>

#include "report/xlsx_sheet.h"

namespace shuiheng::report {

namespace {

constexpr std::uint32_t kFirstRow = 4;  // below the title and the heads
constexpr std::uint32_t kMostRows = 1048576;
constexpr int kNumberColumn = 0;
constexpr int kNameColumn = 1;
constexpr int kValueColumn = 2;
constexpr int kUnitColumn = 3;
constexpr int kTextColumn = 4;

bool isWordCharacter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool beginsReference(const std::string& text, std::size_t at) {
    const bool letter = text[at] == 'c' || text[at] == 'i' || text[at] == 'p';
    return letter && at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9' &&
           (at == 0 || !isWordCharacter(text[at - 1]));
}

/// Takes "c2" off the front of "c2.i1"; 0 when there is no such thing.
std::size_t takeIndex(std::string_view& reference) {
    std::size_t index = 0;
    const char* end = reference.data() + reference.size();
    const auto [stop, error] = std::from_chars(reference.data(), end, index);
    if (error != std::errc()) {
        return 0;
    }
    reference.remove_prefix(static_cast<std::size_t>(stop - reference.data()));
    if (!reference.empty() && reference.front() == '.') {
        reference.remove_prefix(1);
    }
    return index;
}

const Fact* factOf(const CalculationSheet& sheet, FactKind kind, std::size_t index, std::size_t& at) {
    for (at = 0; at < sheet.facts.size(); ++at) {
        if (sheet.facts[at].kind == kind && --index == 0) {
            return &sheet.facts[at];
        }
    }
    return nullptr;
}

std::string inSheet(const std::string& sheet, const std::string& cell) {
    return "'" + sheet + "'!" + cell;
}

CellLook plain(Alignment alignment = Alignment::Left) {
    CellLook look;
    look.alignment = alignment;
    return look;
}

/// Beside a flush figure.
CellLook indented() {
    CellLook look;
    look.indent = 1;
    return look;
}

}  // namespace

std::optional<std::string> translated(
    const std::string& expression,
    const std::function<std::optional<std::string>(std::string_view reference)>& resolve) {
    std::string out;
    for (std::size_t at = 0; at < expression.size();) {
        if (!beginsReference(expression, at)) {
            out += expression[at++];
            continue;
        }
        std::size_t end = at + 1;
        while (end < expression.size() && (isWordCharacter(expression[end]) || expression[end] == '.')) {
            ++end;
        }
        const auto cell = resolve(std::string_view(expression).substr(at, end - at));
        if (!cell) {
            return std::nullopt;
        }
        out += *cell;
        at = end;
    }
    return out;
}

XlsxCalculation::XlsxCalculation(const Document& document, std::string figuresSheet, std::string recordsSheet)
    : m_figuresName(std::move(figuresSheet)),
      m_recordsName(std::move(recordsSheet)),
      m_language(document.language),
      m_nextFigure(kFirstRow),
      m_nextRecord(kFirstRow) {
    for (const report::Block& block : document.blocks) {
        if (const auto* sheet = std::get_if<CalculationSheet>(&block)) {
            m_tops.push_back(sheet);
            place(*sheet, m_tops.size());
            ++m_nextFigure;
        }
    }
    findOriginals();
}

void XlsxCalculation::place(const CalculationSheet& sheet, std::size_t top) {
    m_places[&sheet] = {m_nextFigure, top, nullptr};
    m_byNumber.emplace(sheet.number, &sheet);
    m_nextFigure += 1 + static_cast<std::uint32_t>(sheet.facts.size());
    for (const Fact& fact : sheet.facts) {
        if (fact.kind == FactKind::Input && !fact.rows.empty()) {
            placeRecords(fact, sheet.number);
        }
    }
    for (const CalculationSheet& child : sheet.children) {
        place(child, top);
    }
}

void XlsxCalculation::placeRecords(const Fact& fact, const std::string& figure) {
    std::vector<std::size_t>& alike = m_blocksByText[fact.text];
    for (const std::size_t index : alike) {
        if (m_blocks[index].fact->rows == fact.rows) {
            m_blockOf[&fact] = index;
            return;
        }
    }
    const auto height = static_cast<std::uint32_t>(fact.rows.size()) + 1;
    if (fact.rows.size() > kMostRows || m_nextRecord + height > kMostRows) {
        return;  // no room: the figure stays a number
    }
    alike.push_back(m_blocks.size());
    m_blockOf[&fact] = m_blocks.size();
    m_blocks.push_back({&fact, figure, m_nextRecord});
    m_nextRecord += height;
}

/// A figure that is only named takes its value from where it is explained: in its own tree, else anywhere.
/// Its name may have the supplier's before it.
void XlsxCalculation::findOriginals() {
    std::map<double, std::vector<const CalculationSheet*>> explained;
    for (const auto& [number, sheet] : m_byNumber) {
        if (!sheet->cited() && sheet->figure) {
            explained[*sheet->figure].push_back(sheet);
        }
    }
    for (auto& [sheet, own] : m_places) {
        if (!sheet->cited() || !sheet->figure) {
            continue;
        }
        for (const CalculationSheet* candidate : explained[*sheet->figure]) {
            const bool same = sheet->name.ends_with(candidate->name);
            const bool near = m_places.at(candidate).top == own.top;
            if (same && (own.original == nullptr || (near && m_places.at(own.original).top != own.top))) {
                own.original = candidate;
            }
        }
    }
}

std::string XlsxCalculation::valueCell(const CalculationSheet& sheet) const {
    return cellName(m_places.at(&sheet).row, kValueColumn);
}

std::optional<std::string> XlsxCalculation::cellOf(const std::string& number) const {
    const auto found = m_byNumber.find(number);
    if (found == m_byNumber.end() || !found->second->figure) {
        return std::nullopt;
    }
    return inSheet(m_figuresName, cellName(m_places.at(found->second).row, kValueColumn, true));
}

std::optional<std::string> XlsxCalculation::resolve(const CalculationSheet& sheet,
                                                    std::string_view reference) const {
    const char kind = reference.front();
    reference.remove_prefix(1);
    const std::size_t index = takeIndex(reference);
    if (index == 0) {
        return std::nullopt;
    }
    if (kind == 'c') {
        if (index > sheet.children.size()) {
            return std::nullopt;
        }
        const CalculationSheet& child = sheet.children[index - 1];
        if (!reference.empty()) {
            return resolve(child, reference);
        }
        return child.figure ? std::optional(valueCell(child)) : std::nullopt;
    }
    std::size_t at = 0;
    const Fact* fact = factOf(sheet, kind == 'p' ? FactKind::Parameter : FactKind::Input, index, at);
    if (fact == nullptr) {
        return std::nullopt;
    }
    if (kind == 'p') {
        const std::uint32_t row = m_places.at(&sheet).row + 1 + static_cast<std::uint32_t>(at);
        return fact->number ? std::optional(cellName(row, kValueColumn)) : std::nullopt;
    }
    const auto block = m_blockOf.find(fact);
    if (block == m_blockOf.end()) {
        return std::nullopt;
    }
    const std::uint32_t first = m_blocks[block->second].row + 1;
    if (reference.empty()) {
        const auto last = first + static_cast<std::uint32_t>(fact->rows.size()) - 1;
        return inSheet(m_recordsName,
                       cellName(first, kValueColumn, true) + ":" + cellName(last, kValueColumn, true));
    }
    const std::size_t row = takeIndex(reference);
    if (row == 0 || row > fact->rows.size()) {
        return std::nullopt;
    }
    return inSheet(m_recordsName, cellName(first + static_cast<std::uint32_t>(row) - 1, kValueColumn, true));
}

std::optional<std::string> XlsxCalculation::formulaOf(const CalculationSheet& sheet) const {
    if (!sheet.figure) {
        return std::nullopt;
    }
    if (const CalculationSheet* original = m_places.at(&sheet).original) {
        return valueCell(*original);
    }
    if (sheet.expression.empty()) {
        return std::nullopt;
    }
    return translated(sheet.expression,
                      [&](std::string_view reference) { return resolve(sheet, reference); });
}

void XlsxCalculation::write(XlsxSheet& out, const CalculationSheet& sheet, int depth) const {
    const Place& own = m_places.at(&sheet);
    CellLook strong = plain();
    strong.strong = true;
    strong.above = depth == 0 ? Border::Thin : Border::None;
    CellLook name = strong;
    name.indent = depth;
    CellLook unit = strong;
    unit.indent = 1;
    CellLook value = strong;
    value.alignment = Alignment::Right;
    value.number = plainNumberFormat(sheet.value);
    out.text(own.row, kNumberColumn, sheet.number, strong);
    out.text(own.row, kNameColumn, sheet.name, name);
    out.text(own.row, kUnitColumn, sheet.figure ? sheet.unit : "", unit);
    const bool chinese = m_language == Language::Chinese;
    out.text(own.row, kTextColumn,
             own.original == nullptr ? "" : (chinese ? "见" : "see ") + own.original->number, strong);
    if (const auto formula = formulaOf(sheet)) {
        out.formula(own.row, kValueColumn, *formula, *sheet.figure, value);
    } else if (sheet.figure) {
        out.number(own.row, kValueColumn, *sheet.figure, value);
    } else {
        out.text(own.row, kValueColumn, sheet.value, value);
    }
    std::uint32_t row = own.row;
    CellLook label = plain();
    label.grey = true;
    label.indent = depth + 1;
    std::string last;
    for (const Fact& fact : sheet.facts) {
        ++row;
        out.text(row, kNameColumn, fact.label == last ? "" : fact.label, label);
        out.text(row, kTextColumn, fact.text, plain());
        last = fact.label;
        const auto block = m_blockOf.find(&fact);
        if (fact.number) {
            out.number(row, kValueColumn, *fact.number, plain(Alignment::Right));
            out.text(row, kUnitColumn, fact.unit, indented());
        } else if (block != m_blockOf.end()) {
            const std::uint32_t first = m_blocks[block->second].row + 1;
            const auto end = first + static_cast<std::uint32_t>(fact.rows.size());
            out.link(row, kValueColumn, inSheet(m_recordsName, cellName(first - 1, 0)),
                     m_recordsName + " " + std::to_string(first + 1) + "–" + std::to_string(end),
                     plain(Alignment::Right));
        }
    }
    for (const CalculationSheet& child : sheet.children) {
        write(out, child, depth + 1);
    }
}

void XlsxCalculation::writeFigures(XlsxSheet& sheet) const {
    for (const CalculationSheet* top : m_tops) {
        write(sheet, *top, 0);
    }
}

void XlsxCalculation::writeRecords(XlsxSheet& sheet) const {
    CellLook head = plain();
    head.strong = true;
    head.above = Border::Thin;
    for (const Block& block : m_blocks) {
        for (int column = 0; column <= kTextColumn + 1; ++column) {
            sheet.blank(block.row, column, head);
        }
        sheet.text(block.row, kNumberColumn, block.figure, head);
        sheet.text(block.row, kNameColumn, block.fact->text, head);
        std::uint32_t row = block.row;
        for (const SourceRow& record : block.fact->rows) {
            ++row;
            sheet.text(row, kNameColumn, record.key, plain());
            if (record.value) {
                sheet.number(row, kValueColumn, *record.value, plain(Alignment::Right));
            }
            sheet.text(row, kUnitColumn, block.fact->unit, indented());
            sheet.text(row, kTextColumn, record.batches, plain());
            if (record.row > 0) {
                sheet.number(row, kTextColumn + 1, static_cast<double>(record.row), plain(Alignment::Right));
            }
        }
    }
}

}  // namespace shuiheng::report
