#include "report/xlsx_writer.h"

#include <xlsxwriter.h>

#include <QFile>
#include <QTemporaryDir>
#include <algorithm>

#include "report/save_file.h"
#include "report/xlsx_calculation.h"
#include "report/xlsx_sheet.h"
#include "report/xlsx_table.h"

namespace shuiheng::report {

namespace {

constexpr std::uint32_t kHeadRow = 3;  ///< of a worksheet with one head for all its rows
constexpr std::uint8_t kPaperA4 = 9;
constexpr double kTitleHeight = 24;

/// A worksheet to be: a chapter's tables, or its calculation sheets.
struct Chapter {
    std::string sheet;
    std::string heading;
    std::vector<const Table*> tables;
    bool calculations = false;
};

/// All calculation sheets go together to where the first of them stands, apart from tables.
std::vector<Chapter> chaptersOf(const Document& document) {
    std::vector<Chapter> chapters(1);
    chapters.front().sheet = document.language == Language::Chinese ? "报告" : "Report";
    bool calculations = false;
    for (const Block& block : document.blocks) {
        if (const auto* heading = std::get_if<Heading>(&block);
            heading != nullptr && !heading->sheet.empty()) {
            chapters.push_back({heading->sheet, heading->text, {}, false});
        } else if (const auto* table = std::get_if<Table>(&block)) {
            if (chapters.back().calculations) {
                chapters.push_back({chapters.back().sheet, chapters.back().heading, {}, false});
            }
            chapters.back().tables.push_back(table);
        } else if (std::holds_alternative<CalculationSheet>(block) && !calculations) {
            calculations = true;
            if (!chapters.back().tables.empty()) {
                chapters.push_back({chapters.back().sheet, chapters.back().heading, {}, false});
            }
            chapters.back().calculations = true;
        }
    }
    std::erase_if(chapters, [](const Chapter& one) { return one.tables.empty() && !one.calculations; });
    std::set<std::string> taken;
    for (Chapter& chapter : chapters) {
        chapter.sheet = sheetName(chapter.sheet, taken);
        taken.insert(chapter.sheet);
    }
    return chapters;
}

std::string withoutBreaks(std::string text) {
    std::erase(text, '\n');
    return text;
}

/// In a header or footer & begins a code.
std::string pageText(const std::string& text) {
    std::string out;
    for (const char c : xlsxText(text)) {
        out += c == '&' ? "&&" : std::string(1, c);
    }
    constexpr std::size_t kMost = 120;
    return out.size() > kMost ? std::string() : out;
}

class Workbook {
  public:
    Workbook(const Document& document, lxw_workbook* workbook)
        : m_document(document),
          m_workbook(workbook),
          m_chapters(chaptersOf(document)),
          m_recordsName(sheetName(pick("数据", "Data"), sheetNames())),
          m_calculation(document, calculationName(), m_recordsName),
          m_tables(workbook, m_calculation) {}

    void write() {
        for (const Chapter& chapter : m_chapters) {
            XlsxSheet sheet = open(chapter.sheet, chapter.heading);
            if (chapter.calculations) {
                addHead(sheet,
                        {pick("编号", "No."), pick("名称", "Figure"), pick("数值", "Value"),
                         pick("单位", "Unit"), pick("说明", "Explanation")},
                        {10, 46, 18, 12, 90});
                m_calculation.writeFigures(sheet);
            } else {
                m_tables.write(sheet, chapter.tables, kHeadRow - 1);
                if (chapter.tables.size() == 1) {
                    keepHead(sheet, kHeadRow);
                }
            }
        }
        if (m_calculation.hasRecords()) {
            XlsxSheet sheet = open(m_recordsName, pick("计算书所用数据", "Records behind the figures"));
            addHead(sheet,
                    {pick("计算书", "Sheet"), pick("记录", "Record"), pick("数值", "Value"),
                     pick("单位", "Unit"), pick("导入批次", "Batches"), pick("原文件行", "Row of file")},
                    {10, 46, 18, 12, 18, 12});
            m_calculation.writeRecords(sheet);
        }
    }

  private:
    std::string pick(const char* zh, const char* en) const {
        return m_document.language == Language::Chinese ? zh : en;
    }

    std::set<std::string> sheetNames() const {
        std::set<std::string> names;
        for (const Chapter& chapter : m_chapters) {
            names.insert(chapter.sheet);
        }
        return names;
    }

    std::string calculationName() const {
        const auto found = std::find_if(m_chapters.begin(), m_chapters.end(),
                                        [](const Chapter& one) { return one.calculations; });
        return found == m_chapters.end() ? std::string() : found->sheet;
    }

    /// Title, sample mark and version stand on every worksheet and every printed page.
    XlsxSheet open(const std::string& name, const std::string& heading) {
        XlsxSheet sheet(m_workbook, m_formats, name);
        CellLook title;
        title.strong = true;
        title.size = 14;
        sheet.height(0, kTitleHeight);
        sheet.text(0, 0, withoutBreaks(m_document.title) + (heading.empty() ? "" : "　" + heading), title);
        CellLook small;
        small.grey = true;
        std::string line = m_document.sample ? m_document.sampleWord : std::string();
        for (const std::string& part : {m_document.footer.left, m_document.footer.right}) {
            line += (line.empty() || part.empty() ? "" : "　") + part;
        }
        sheet.text(1, 0, line, small);
        lxw_worksheet* handle = sheet.handle();
        worksheet_set_paper(handle, kPaperA4);
        worksheet_set_landscape(handle);
        worksheet_fit_to_pages(handle, 1, 0);
        if (m_document.sample) {
            worksheet_set_header(handle, ("&R" + pageText(m_document.sampleWord)).c_str());
        }
        worksheet_set_footer(handle, ("&L" + pageText(m_document.footer.left) + "&C— &P —&R" +
                                      pageText(m_document.footer.right))
                                         .c_str());
        return sheet;
    }

    static void addHead(XlsxSheet& sheet, const std::vector<std::string>& words,
                        const std::vector<double>& widths) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            CellLook look = xlsxHead(i == 2 ? Alignment::Right : Alignment::Left);
            look.indent = i == 3 ? 1 : 0;
            sheet.text(kHeadRow, static_cast<int>(i), words[i], look);
            const auto column = static_cast<lxw_col_t>(i);
            worksheet_set_column(sheet.handle(), column, column, widths[i], nullptr);
        }
        keepHead(sheet, kHeadRow);
    }

    static void keepHead(XlsxSheet& sheet, std::uint32_t row) {
        worksheet_freeze_panes(sheet.handle(), row + 1, 0);
        worksheet_repeat_rows(sheet.handle(), row, row);
    }

    const Document& m_document;
    lxw_workbook* m_workbook;
    std::vector<Chapter> m_chapters;
    std::string m_recordsName;
    XlsxCalculation m_calculation;
    std::map<std::string, lxw_format*> m_formats;
    XlsxTables m_tables;
};

}  // namespace

Result<> writeXlsx(const Document& document, const std::filesystem::path& file, const WriteOptions& options) {
    // The library only writes to files by name; what it wrote is then put in place like every other output.
    const QTemporaryDir folder;
    if (!folder.isValid()) {
        return notWritten(file, folder.errorString().toStdString());
    }
    const QString path = folder.filePath(QStringLiteral("book.xlsx"));
    QByteArray name = QFile::encodeName(path);
    QByteArray place = QFile::encodeName(folder.path());
    lxw_workbook_options settings{};
    settings.tmpdir = place.data();
    lxw_workbook* workbook = workbook_new_opt(name.constData(), &settings);
    if (workbook == nullptr) {
        return notWritten(file, "out of memory");
    }
    std::string title = xlsxText(withoutBreaks(document.title));
    lxw_doc_properties properties{};
    properties.title = title.data();
    if (options.createdAt) {
        properties.created = static_cast<time_t>(options.createdAt->seconds());
    }
    workbook_set_properties(workbook, &properties);
    Workbook(document, workbook).write();
    if (const lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR) {
        return notWritten(file, lxw_strerror(error));
    }
    QFile written(path);
    if (!written.open(QIODevice::ReadOnly)) {
        return notWritten(file, written.errorString().toStdString());
    }
    return saveWhole(written.readAll(), file);
}

}  // namespace shuiheng::report
