#include <gtest/gtest.h>

#include <cstdlib>

#include "report/annual_report.h"
#include "report/html_writer.h"
#include "report/pdf_writer.h"
#include "report/print_session.h"
#include "report_support.h"
#include "sample_result.h"

namespace shuiheng::report {
namespace {

/// Keeps Qt alive for all tests: gtest_main knows nothing of it.
class QtEnvironment : public ::testing::Environment {
  public:
    void SetUp() override { m_session = std::make_unique<PrintSession>(); }
    void TearDown() override { m_session.reset(); }

  private:
    std::unique_ptr<PrintSession> m_session;
};
[[maybe_unused]] auto* const kEnvironment = ::testing::AddGlobalTestEnvironment(new QtEnvironment);

using sample::kHostile;
using sample::quoted;
using sample::small;

WriteOptions fixedDate() {
    WriteOptions options;
    options.createdAt = LocalTime::at(*Date::of(2026, 1, 14), 3600);
    return options;
}

/// Without blanks: pdftotext sets its own where glyphs stand apart.
std::string squeezed(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) > ' ') {
            result += c;
        }
    }
    return result;
}

class Pdf : public ::testing::Test {
  protected:
    sample::Folder folder;
    compliance::Plan plan = sample::plan();
};

TEST_F(Pdf, HasTheRightPagesFontsAndMarks) {
    const std::filesystem::path file = folder / "report.pdf";
    const Result<PdfSummary> made = writePdf(annualReport(sample::input(plan)), file, fixedDate());
    ASSERT_TRUE(made) << made.error().code;
    EXPECT_GT(made->pages, 10);
    EXPECT_EQ(made->bytes, static_cast<std::int64_t>(std::filesystem::file_size(file)));
    if (!sample::installed("pdftotext") || !sample::installed("pdffonts")) {
        GTEST_SKIP() << "poppler-utils is not installed: the PDF is not read back";
    }
    const std::string info = sample::outputOf("pdfinfo " + quoted(file));
    EXPECT_NE(info.find("595 x 842"), std::string::npos) << info;
    EXPECT_NE(info.find("水资源节约集约利用目标完成情况自查报告"), std::string::npos);
    EXPECT_NE(info.find("Pages:           " + std::to_string(made->pages)), std::string::npos);

    // Columns: name (37), type (18), encoding (17), emb sub uni.
    std::istringstream fonts(sample::outputOf("pdffonts " + quoted(file)));
    std::string line;
    int listed = 0;
    for (int i = 0; std::getline(fonts, line); ++i) {
        if (i >= 2) {
            ++listed;
            EXPECT_NE(line.find("yes yes yes"), std::string::npos) << line;
        }
    }
    EXPECT_GE(listed, 1);

    int repeated = 0;
    for (int page = 1; page <= made->pages; ++page) {
        const std::string number = std::to_string(page);
        const std::string text =
            sample::outputOf("pdftotext -layout -f " + number + " -l " + number + " " + quoted(file) + " -");
        EXPECT_EQ(sample::countOf(text, "示例数据"), 1) << "page " << page;  // the watermark is not text
        EXPECT_NE(squeezed(text).find("—" + number + "—"), std::string::npos) << "page " << page;
        EXPECT_NE(text.find("演示用途，不作依据"), std::string::npos) << "page " << page;
        // Figures inside a word of letters: some faces have other glyphs for them there.
        EXPECT_NE(text.find("9f3c51ae"), std::string::npos) << "page " << page;
        if (text.find("续表8") != std::string::npos) {
            ++repeated;
            EXPECT_NE(text.find("完成值"), std::string::npos) << "page " << page;
        }
    }
    EXPECT_GE(repeated, 1) << "the table of all milestones runs over a page and repeats its header";
}

TEST_F(Pdf, EveryChineseTextCanBeCopiedOut) {
    const std::filesystem::path file = folder / "report.pdf";
    const Document document = annualReport(sample::input(plan));
    ASSERT_TRUE(writePdf(document, file, fixedDate()));
    if (!sample::installed("pdftotext")) {
        GTEST_SKIP() << "poppler-utils is not installed: the PDF is not read back";
    }
    const std::string text = squeezed(sample::outputOf("pdftotext -raw " + quoted(file) + " -"));
    for (const char* part :
         {"一、总体情况", "二、目标完成情况", "三、重点任务完成情况", "四、制度建设和措施落实",
          "五、存在问题", "（二）数据不足事项。", "六、下一步", "单位（盖章）：", "附件1", "采用的参数",
          "示例用水户31（虚构）", "年平均出厂压力修正 R3", "reading（role = system_input", "字体替代："}) {
        if (std::string(part) == "字体替代：" &&
            writePdf(document, file, fixedDate())->substitutions.empty()) {
            continue;
        }
        EXPECT_NE(text.find(squeezed(part)), std::string::npos) << part;
    }
}

TEST_F(Pdf, SameDocumentSameBytes) {
    const Document document = annualReport(sample::input(plan));
    ASSERT_TRUE(writePdf(document, folder / "a.pdf", fixedDate()));
    ASSERT_TRUE(writePdf(document, folder / "b.pdf", fixedDate()));
    EXPECT_TRUE(sample::contentOf(folder / "a.pdf") == sample::contentOf(folder / "b.pdf"));
}

// Run by the next test in processes of its own; on its own it only proves that writing works.
TEST(PdfOnce, Write) {
    const char* file = std::getenv("SHUIHENG_REPORT_TEST_FILE");
    if (file == nullptr) {
        GTEST_SKIP() << "only a helper of Pdf.SameBytesInEveryProcess";
    }
    const compliance::Plan plan = sample::plan();
    ASSERT_TRUE(writePdf(annualReport(sample::input(plan)), file, fixedDate()));
}

TEST_F(Pdf, SameBytesInEveryProcess) {
    // Qt's hashes are seeded per process, so two documents of one process would not show the difference.
    std::error_code unknown;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (unknown) {
        GTEST_SKIP() << "no /proc: the test cannot start itself";
    }
    for (const char* name : {"a.pdf", "b.pdf", "c.pdf"}) {
        sample::outputOf("SHUIHENG_REPORT_TEST_FILE=" + quoted(folder / name) + " " + quoted(self) +
                         " --gtest_filter=PdfOnce.Write");
    }
    const std::string first = sample::contentOf(folder / "a.pdf");
    ASSERT_FALSE(first.empty());
    EXPECT_TRUE(first == sample::contentOf(folder / "b.pdf"));
    EXPECT_TRUE(first == sample::contentOf(folder / "c.pdf"));
}

TEST_F(Pdf, FailureLeavesNothingBehind) {
    const std::filesystem::path file = folder / "no such folder" / "report.pdf";
    const Result<PdfSummary> made = writePdf(small("x"), file);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "REPORT_NOT_WRITTEN");
    EXPECT_FALSE(std::filesystem::exists(file.parent_path()));

    // A folder stands where the file should: refused, and the folder stays empty.
    std::filesystem::create_directories(folder / "taken.pdf");
    const Result<PdfSummary> taken = writePdf(small("x"), folder / "taken.pdf");
    ASSERT_FALSE(taken);
    EXPECT_TRUE(std::filesystem::is_empty(folder / "taken.pdf"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST_F(Pdf, SurvivesHostileNames) {
    std::string endless;
    for (int i = 0; i < 10000; ++i) {
        endless += i % 2 == 0 ? "水" : "W";
    }
    const std::string unbroken(10000, 'x');
    for (const std::string& name :
         {std::string(kHostile), endless, unbroken, std::string("😀مرحبا\n\t"), std::string()}) {
        const Result<PdfSummary> made = writePdf(small(name), folder / "hostile.pdf");
        ASSERT_TRUE(made);
        EXPECT_GE(made->pages, 1);
    }
}

TEST(Html, EscapesEveryName) {
    const std::string html = toHtml(small(kHostile));
    EXPECT_EQ(html.find("<script>"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;=1+1 &amp; &quot;&#39;"), std::string::npos);
    EXPECT_EQ(html.find('\x01'), std::string::npos);
}

TEST(Html, HoldsEveryTextOfTheTree) {
    const compliance::Plan plan = sample::plan();
    const Document document = annualReport(sample::input(plan));
    const std::string html = toHtml(document);
    EXPECT_NE(html.find("<html lang=\"zh-CN\">"), std::string::npos);
    EXPECT_NE(html.find("<div class=\"sample\">示例数据</div>"), std::string::npos);
    std::istringstream lines(sample::AllText(document).text());
    for (std::string line; std::getline(lines, line);) {
        // Sheets, headings and run-in leads stand in several elements; single texts must appear as they are.
        if (line.find_first_of("&<>\"'") == std::string::npos && line.find(' ') == std::string::npos &&
            line.find("附件") != 0 && line.find("（") != 0) {
            EXPECT_NE(html.find(line), std::string::npos) << line;
        }
    }
}

TEST(Html, WrittenWholeOrNotAtAll) {
    const sample::Folder folder;
    ASSERT_TRUE(writeHtml(small("x"), folder / "x.html"));
    EXPECT_EQ(sample::contentOf(folder / "x.html"), toHtml(small("x")));
    const Result<> refused = writeHtml(small("x"), folder / "none" / "x.html");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "REPORT_NOT_WRITTEN");
}

}  // namespace
}  // namespace shuiheng::report
