#include "report/odt_styles.h"

#include <array>

#include "report/gb9704.h"
#include "report/wording.h"
#include "report/xml_text.h"

namespace shuiheng::report {

namespace {

constexpr double kPointsPerMillimetre = 72 / 25.4;
constexpr double kLinePitch = 28.95;  // 225 mm in 22 lines, a little less so that the last one is not lost
constexpr double kHeadTop = 20;       // mm: the box 示例数据 stands 17 mm above the text
constexpr double kFootBottom = 16;
constexpr double kSampleBox = 26;

// The standard's faces by the names under which Windows and WPS have them.
constexpr const char* kBody = "仿宋";
constexpr const char* kHeadings = "黑体";
constexpr const char* kLeads = "楷体";
constexpr const char* kTables = "宋体";
constexpr const char* kTitles = "方正小标宋简体";

std::string face(const std::string& name, double size, const char* more = "") {
    const std::string points = "\"" + odtPoints(size) + "\"";
    return " style:font-name=\"" + name + "\" style:font-name-asian=\"" + name +
           "\" style:font-name-complex=\"" + name + "\" fo:font-size=" + points +
           " style:font-size-asian=" + points + " style:font-size-complex=" + points + more;
}

constexpr const char* kGrey = R"( fo:color="#465463")";

std::string lines(double pitch) {
    return " fo:line-height=\"" + odtPoints(pitch) + "\"";
}

std::string style(const std::string& name, const std::string& parent, const std::string& attributes,
                  const std::string& paragraph, const std::string& text, const std::string& inside = {}) {
    std::string out = "<style:style style:name=\"" + name + "\"";
    std::string shown = name;
    for (std::size_t at = shown.find("_20_"); at != std::string::npos; at = shown.find("_20_")) {
        shown.replace(at, 4, " ");
    }
    out += shown == name ? "" : " style:display-name=\"" + shown + "\"";
    out += " style:family=\"paragraph\"" +
           (parent.empty() ? "" : " style:parent-style-name=\"" + parent + "\"") + attributes + ">";
    out += "<style:paragraph-properties" + paragraph +
           (inside.empty() ? "/>" : ">" + inside + "</style:paragraph-properties>");
    return out + "<style:text-properties" + text + "/></style:style>\n";
}

std::string characterStyle(const std::string& name, const std::string& text) {
    return "<style:style style:name=\"" + name + "\" style:family=\"text\"><style:text-properties" + text +
           "/></style:style>\n";
}

std::string tab(double position, const char* more) {
    return "<style:tab-stops><style:tab-stop style:position=\"" + odtPoints(position) + "\"" + more +
           "/></style:tab-stops>";
}

constexpr const char* kKeep = R"( fo:keep-with-next="always")";
constexpr const char* kCentre = R"( fo:text-align="center" fo:text-indent="0pt")";
constexpr const char* kFlush = R"( fo:text-align="start" fo:text-indent="0pt")";
constexpr const char* kRight = R"( fo:text-align="end" fo:text-indent="0pt")";
constexpr const char* kJustify = R"( fo:text-align="justify" style:justify-single-word="false")";

double typeWidth() {
    return gb::kWidth * kPointsPerMillimetre;
}

std::string headingStyles() {
    const std::string common = std::string(kJustify) + kKeep + lines(kLinePitch) + " fo:text-indent=\"" +
                               odtPoints(2 * typeWidth() / gb::kCharacters) + "\"";
    const char* plain = R"( fo:font-weight="normal" style:font-weight-asian="normal")";
    const std::array<const char*, 3> faces = {kHeadings, kLeads, kBody};
    std::string out;
    for (std::size_t level = 1; level <= faces.size(); ++level) {
        const std::string number = std::to_string(level);
        out += style("Heading_20_" + number, "Standard",
                     " style:next-style-name=\"Text_20_body\" style:default-outline-level=\"" + number +
                         "\" style:class=\"text\"",
                     common, face(faces[level - 1], gb::kBodySize, plain));
    }
    out += style("Annex", "Standard", "", std::string(kFlush) + kKeep + R"( fo:break-before="page")",
                 face(kHeadings, gb::kBodySize));
    out +=
        style("Annex_20_title", "Heading_20_1",
              R"( style:default-outline-level="1" style:next-style-name="Text_20_body")",
              std::string(kCentre) + kKeep + lines(36) + R"( fo:margin-top="14pt" fo:margin-bottom="14pt")",
              face(kTitles, gb::kTitleSize));
    return out;
}

std::string tableStyles() {
    const struct {
        const char* suffix;
        const char* alignment;
    } sides[] = {{"left", kFlush}, {"centre", kCentre}, {"right", kRight}};
    std::string out;
    for (const auto& side : sides) {
        const std::string paragraph = side.alignment + lines(gb::kTableSize * 1.42);
        out += style(std::string("Table_20_") + side.suffix, "Standard", "", paragraph,
                     face(kTables, gb::kTableSize));
        out += style(std::string("Table_20_head_20_") + side.suffix, "Standard", "", paragraph,
                     face(kHeadings, gb::kTableSize));
    }
    out += style("Table_20_title", "Standard", "",
                 std::string(kCentre) + kKeep + lines(20) + R"( fo:margin-top="6pt" fo:margin-bottom="3pt")",
                 face(kHeadings, gb::kTableTitleSize));
    out += style("Table_20_line", "Standard", "", std::string(kRight) + kKeep + lines(16),
                 face(kTables, gb::kNoteSize));
    out += style("Table_20_note", "Standard", "",
                 std::string(kJustify) + R"( fo:text-indent="0pt")" + lines(gb::kTableSize * 1.5),
                 face(kTables, gb::kTableSize));
    return out;
}

std::string sheetStyles() {
    std::string out;
    for (int depth = 0; depth < kOdtDepths; ++depth) {
        const std::string number = std::to_string(depth);
        const double indent = 14.0 * depth;
        const std::string rule =
            depth == 0 ? R"( fo:border-top="0.5pt solid #aeb9c4" fo:padding-top="3pt" fo:margin-top="8pt")"
                       : std::string();
        out += style(
            "Figure_20_" + number, "Standard", "",
            std::string(kFlush) + kKeep + lines(19) + " fo:margin-left=\"" + odtPoints(indent) + "\"" + rule,
            face(kHeadings, gb::kNoteSize), tab(typeWidth() - indent, R"( style:type="right")"));
        out += style("Fact_20_" + number, "Standard", "",
                     R"( fo:text-align="start" fo:text-indent="-45pt" fo:margin-left=")" +
                         odtPoints(indent + 45) + "\"" + lines(gb::kTableSize * 1.55),
                     face(kTables, gb::kTableSize));
    }
    return out;
}

std::string namedStyles() {
    const double indent = 2 * typeWidth() / gb::kCharacters;
    // 28 characters of 16 pt are a little wider than 156 mm.
    const char* grid = R"( fo:letter-spacing="-0.25pt")";
    const std::string body = std::string(kJustify) + lines(kLinePitch);
    std::string out = style("Standard", "", R"( style:class="text")",
                            body + R"( fo:text-indent="0pt" style:text-autospace="none")" +
                                R"( style:punctuation-wrap="hanging" style:line-break="strict")" +
                                R"( fo:orphans="0" fo:widows="0")",
                            face(kBody, gb::kBodySize));
    out += style("Text_20_body", "Standard", R"( style:class="text")",
                 body + " fo:text-indent=\"" + odtPoints(indent) + "\"", face(kBody, gb::kBodySize, grid));
    out += style("Text_20_body_20_flush", "Text_20_body", "", R"( fo:text-indent="0pt")", "");
    out += style("Title", "Standard", R"( style:class="chapter")", std::string(kCentre) + lines(36),
                 face(kTitles, gb::kTitleSize));
    out += style("Subtitle", "Standard", R"( style:class="chapter")",
                 std::string(kCentre) + lines(kLinePitch), face(kLeads, gb::kBodySize));
    out += headingStyles() + tableStyles() + sheetStyles();
    out += style("Picture", "Standard", "",
                 std::string(kCentre) + kKeep + R"( fo:line-height="100%" fo:margin-top="6pt")", "");
    out += style("Picture_20_title", "Standard", "",
                 std::string(kCentre) + lines(20) + R"( fo:margin-bottom="6pt")",
                 face(kHeadings, gb::kTableTitleSize));
    out += style("List_20_compact", "Standard", "", std::string(kJustify) + lines(gb::kNoteSize * 1.6),
                 face(kTables, gb::kNoteSize));
    const double half = typeWidth() / 2;
    const char* line = R"( style:leader-style="solid" style:leader-text="_")";
    out += style("Signature", "Standard", "", kFlush + lines(kLinePitch * 1.25), face(kBody, 14),
                 "<style:tab-stops><style:tab-stop style:position=\"" + odtPoints(half - 14) + "\"" + line +
                     "/><style:tab-stop style:position=\"" + odtPoints(half) +
                     "\"/><style:tab-stop style:position=\"" + odtPoints(typeWidth() - 14) + "\"" + line +
                     "/></style:tab-stops>");
    out += style("Small_20_print", "Standard", "",
                 std::string(kJustify) + lines(gb::kTableSize * 1.5) + R"( fo:margin-top="6pt")",
                 face(kTables, gb::kTableSize, kGrey));
    out += characterStyle("Lead", face(kLeads, gb::kBodySize));
    out += characterStyle("Strong", face(kHeadings, gb::kBodySize));
    out += characterStyle("Cell_20_strong", face(kHeadings, gb::kTableSize));
    out += characterStyle("Fact_20_label", kGrey);
    return out;
}

std::string headerStyles() {
    std::string out;
    out += style("Header", "Standard", R"( style:class="extra")", std::string(kFlush) + lines(17), "");
    out += style("Header_20_sample", "Header", "",
                 std::string(kCentre) + lines(17) + " fo:margin-left=\"" +
                     odtPoints((gb::kWidth - kSampleBox) * kPointsPerMillimetre) +
                     R"(" fo:border="0.75pt solid #24384a" fo:padding="1pt")",
                 face(kHeadings, 12, R"( fo:color="#24384a")"));
    const std::string character = odtPoints(gb::kPageNumberSize);
    out += style("Page_20_number_20_right", "Standard", R"( style:class="extra")",
                 kRight + lines(18) + " fo:margin-right=\"" + character + "\"",
                 face(kTables, gb::kPageNumberSize));
    out += style("Page_20_number_20_left", "Standard", R"( style:class="extra")",
                 kFlush + lines(18) + " fo:margin-left=\"" + character + "\"",
                 face(kTables, gb::kPageNumberSize));
    out += style("Footer", "Standard", R"( style:class="extra")",
                 std::string(kFlush) + lines(12) + R"( fo:margin-top="4pt")",
                 face(kTables, gb::kTableSize, kGrey), tab(typeWidth(), R"( style:type="right")"));
    return out;
}

std::string footer(const Document& document, const char* element, const char* side) {
    return std::string("<style:") + element + "><text:p text:style-name=\"Page_20_number_20_" + side +
           "\">— <text:page-number text:select-page=\"current\">1</text:page-number> —</text:p>"
           "<text:p text:style-name=\"Footer\">" +
           xmlText(document.footer.left) + "<text:tab/>" + xmlText(document.footer.right) +
           "</text:p></style:" + element + ">";
}

std::string millimetres(double value) {
    return shortNumber(value, 3) + "mm";
}

std::string page() {
    const double footRoom = gb::kPageHeight - gb::kTop - gb::kHeight - kFootBottom;
    return "<style:page-layout style:name=\"GB9704\"><style:page-layout-properties fo:page-width=\"" +
           millimetres(gb::kPageWidth) + "\" fo:page-height=\"" + millimetres(gb::kPageHeight) +
           "\" style:print-orientation=\"portrait\" fo:margin-top=\"" + millimetres(kHeadTop) +
           "\" fo:margin-bottom=\"" + millimetres(kFootBottom) + "\" fo:margin-left=\"" +
           millimetres(gb::kLeft) + "\" fo:margin-right=\"" +
           millimetres(gb::kPageWidth - gb::kLeft - gb::kWidth) +
           "\" style:writing-mode=\"lr-tb\"/><style:header-style><style:header-footer-properties "
           "fo:min-height=\"" +
           millimetres(gb::kTop - kHeadTop) +
           "\" fo:margin-bottom=\"0mm\"/></style:header-style><style:footer-style>"
           "<style:header-footer-properties fo:min-height=\"" +
           millimetres(footRoom) + "\" fo:margin-top=\"" + millimetres(gb::kPageNumberGap) +
           "\"/></style:footer-style></style:page-layout>\n";
}

std::string fontFaces() {
    std::string out = "<office:font-face-decls>";
    for (const char* name : {kBody, kHeadings, kLeads, kTables, kTitles}) {
        out += std::string("<style:font-face style:name=\"") + name + "\" svg:font-family=\"" + name +
               "\" style:font-pitch=\"variable\"/>";
    }
    return out + "</office:font-face-decls>\n";
}

std::string defaults(Language language) {
    const bool chinese = language == Language::Chinese;
    return std::string(
               "<style:default-style style:family=\"paragraph\"><style:paragraph-properties "
               "style:writing-mode=\"page\"/><style:text-properties fo:language=\"en\" "
               "fo:country=\"GB\" style:language-asian=\"zh\" style:country-asian=\"CN\" "
               "fo:hyphenate=\"") +
           (chinese ? "false" : "true") + "\"/></style:default-style>\n";
}

std::string listStyle() {
    return "<text:list-style style:name=\"Numbered\"><text:list-level-style-number text:level=\"1\" "
           "style:num-format=\"1\" style:num-suffix=\". \"/></text:list-style>\n"
           "<text:list-style style:name=\"Bulleted\"><text:list-level-style-bullet text:level=\"1\" "
           "text:bullet-char=\"·\"/></text:list-style>\n";
}

}  // namespace

std::string odtPoints(double points) {
    const bool negative = points < 0;
    return (negative ? "-" : "") + shortNumber(negative ? -points : points, 3) + "pt";
}

std::string odtCellStyle(Rule above, Rule below) {
    return "Cell" + std::to_string(static_cast<int>(above)) + std::to_string(static_cast<int>(below));
}

std::string odtCellStyles() {
    std::string out;
    const std::array<const char*, 4> rules = {"none", "0.5pt solid #aeb9c4", "0.75pt solid #000000",
                                              "1.5pt solid #000000"};
    for (const Rule above : {Rule::None, Rule::Hair, Rule::Thin, Rule::Thick}) {
        for (const Rule below : {Rule::None, Rule::Thin, Rule::Thick}) {
            out += "<style:style style:name=\"" + odtCellStyle(above, below) +
                   "\" style:family=\"table-cell\"><style:table-cell-properties fo:padding-left=\"3.5pt\" "
                   "fo:padding-right=\"3.5pt\" fo:padding-top=\"3pt\" fo:padding-bottom=\"3pt\" "
                   "fo:border-left=\"none\" fo:border-right=\"none\" fo:border-top=\"" +
                   rules[static_cast<std::size_t>(above)] + "\" fo:border-bottom=\"" +
                   rules[static_cast<std::size_t>(below)] + "\"/></style:style>\n";
        }
    }
    return out;
}

std::string odtRoot(const std::string& element) {
    const struct {
        const char* prefix;
        const char* name;
    } names[] = {{"office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
                 {"style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
                 {"text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
                 {"table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
                 {"draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"},
                 {"fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"},
                 {"svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"},
                 {"xlink", "http://www.w3.org/1999/xlink"}};
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:" + element;
    for (const auto& one : names) {
        out += std::string(" xmlns:") + one.prefix + "=\"" + one.name + "\"";
    }
    return out + " office:version=\"1.2\">\n";
}

std::string odtStyles(const Document& document) {
    std::string out = odtRoot("document-styles") + fontFaces() + "<office:styles>\n" +
                      defaults(document.language) + namedStyles() + headerStyles() + listStyle() +
                      "</office:styles>\n<office:automatic-styles>\n" + page() +
                      "</office:automatic-styles>\n<office:master-styles><style:master-page "
                      "style:name=\"Standard\" style:page-layout-name=\"GB9704\">";
    out += "<style:header><text:p text:style-name=\"" +
           (document.sample ? "Header_20_sample\">" + xmlText(document.sampleWord) : "Header\">") +
           "</text:p></style:header>";
    out += footer(document, "footer", "right") + footer(document, "footer-left", "left");
    return out + "</style:master-page></office:master-styles></office:document-styles>\n";
}

}  // namespace shuiheng::report
