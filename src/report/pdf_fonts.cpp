#include "report/pdf_fonts.h"

#include <QDir>
#include <QFontDatabase>
#include <QRawFont>
#include <QStringList>
#include <algorithm>
#include <initializer_list>
#include <set>

namespace shuiheng::report {

namespace {

struct Candidate {
    const char* family;
    bool bold;
    bool asked;  ///< the face the standard names; every other one is a substitution
};

struct Wish {
    FontRole role;
    const char* name;
    std::vector<Candidate> candidates;
};

/// Order matters: the standard's own faces, faces of the same style, then a face that at least has the
/// characters.
const std::vector<Wish>& wishes() {
    static const std::vector<Wish> list = {
        {FontRole::Body,
         "仿宋_GB2312",
         {{"仿宋_GB2312", false, true},
          {"FangSong_GB2312", false, true},
          {"FangSong", false, true},
          {"仿宋", false, true},
          {"STFangsong", false, false},
          {"FandolFang R", false, false},
          {"FandolFang", false, false},
          {"Noto Serif CJK SC", false, false},
          {"Source Han Serif SC", false, false},
          {"SimSun", false, false}}},
        {FontRole::Title,
         "方正小标宋",
         {{"方正小标宋_GBK", false, true},
          {"方正小标宋简体", false, true},
          {"FZXiaoBiaoSong-B05S", false, true},
          {"FZXiaoBiaoSong-B05", false, true},
          {"FandolSong", true, false},
          {"Noto Serif CJK SC", true, false},
          {"Source Han Serif SC", true, false},
          {"SimSun", true, false}}},
        {FontRole::Heading,
         "黑体",
         {{"SimHei", false, true},
          {"黑体", false, true},
          {"FandolHei", false, false},
          {"STHeiti", false, false},
          {"Noto Sans CJK SC", true, false},
          {"Source Han Sans SC", true, false},
          {"Microsoft YaHei", true, false}}},
        {FontRole::Lead,
         "楷体_GB2312",
         {{"楷体_GB2312", false, true},
          {"KaiTi_GB2312", false, true},
          {"KaiTi", false, true},
          {"楷体", false, true},
          {"FandolKai", false, false},
          {"STKaiti", false, false},
          {"AR PL KaitiM GB", false, false},
          {"AR PL UKai CN", false, false},
          {"Noto Serif CJK SC", true, false},
          {"Source Han Serif SC", true, false}}},
        {FontRole::Table,
         "宋体",
         {{"SimSun", false, true},
          {"宋体", false, true},
          {"FandolSong", false, false},
          {"STSong", false, false},
          {"Noto Serif CJK SC", false, false},
          {"Source Han Serif SC", false, false}}},
    };
    return list;
}

void load(const std::vector<std::filesystem::path>& folders) {
    static std::set<QString> known;  // a font file stays with the program, so load each one once
    QStringList places;
    for (const std::filesystem::path& folder : folders) {
        places << QString::fromStdString(folder.u8string().empty() ? std::string() : folder.string());
    }
    // Where Debian puts the Fandol faces (texlive-lang-chinese), out of sight of fontconfig.
    places << QStringLiteral("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol");
    for (const QString& place : places) {
        const QDir directory(place);
        const QStringList files = directory.entryList({"*.otf", "*.ttf", "*.ttc"}, QDir::Files, QDir::Name);
        for (const QString& file : files) {
            const QString path = directory.absoluteFilePath(file);
            if (known.insert(path).second) {
                QFontDatabase::addApplicationFont(path);
            }
        }
    }
}

}  // namespace

Result<FontSet> FontSet::choose(const std::vector<std::filesystem::path>& folders) {
    load(folders);
    const QStringList installed = QFontDatabase::families();
    const QStringList chinese = QFontDatabase::families(QFontDatabase::SimplifiedChinese);
    FontSet set;
    for (const Wish& wish : wishes()) {
        Choice& choice = set.m_choices[static_cast<std::size_t>(wish.role)];
        bool asked = false;
        for (const Candidate& candidate : wish.candidates) {
            const QString family = QString::fromUtf8(candidate.family);
            if (installed.contains(family)) {
                choice = {family, candidate.bold};
                asked = candidate.asked;
                break;
            }
        }
        if (choice.family.isEmpty()) {
            if (chinese.isEmpty()) {
                return failure("REPORT_FONT_MISSING");
            }
            choice = {chinese.front(), wish.role == FontRole::Title || wish.role == FontRole::Heading};
        }
        if (!asked) {
            set.m_substitutions.push_back(
                {wish.name, choice.family.toStdString() + (choice.bold ? " Bold" : std::string())});
        }
    }
    set.m_choices[static_cast<std::size_t>(FontRole::TableHead)] =
        set.m_choices[static_cast<std::size_t>(FontRole::Heading)];
    return set;
}

QFont FontSet::font(FontRole role, int pixels) const {
    const Choice& choice = m_choices[static_cast<std::size_t>(role)];
    QFont font;
    // The second family supplies what a GB 2312 face lacks (rare characters of names, signs).
    font.setFamilies({choice.family, QStringLiteral("Noto Sans CJK SC")});
    font.setBold(choice.bold);
    if (choice.family.startsWith(QLatin1String("Fandol"))) {
        // Fandol's files all claim one weight: only the style's name tells them apart.
        font.setStyleName(choice.bold ? QStringLiteral("Bold") : QStringLiteral("Regular"));
    }
    font.setPixelSize(std::max(1, pixels));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setKerning(false);
    return font;
}

std::map<char16_t, char16_t> FontSet::twins() const {
    const auto span = [](char16_t first, char16_t last) {
        QString text;
        for (char32_t c = first; c <= last; ++c) {
            text += QChar(static_cast<char16_t>(c));
        }
        return text;
    };
    const QString common = span(0x4E00, 0x9FFF);
    const QString rare = span(0x2E80, 0x2FDF) + span(0xF900, 0xFAFF);
    std::map<char16_t, char16_t> result;
    for (const Choice& choice : m_choices) {
        QFont font(choice.family);
        font.setBold(choice.bold);
        const QRawFont face = QRawFont::fromFont(font, QFontDatabase::SimplifiedChinese);
        const QList<quint32> glyphs = face.glyphIndexesForString(common);
        const QList<quint32> wanted = face.glyphIndexesForString(rare);
        if (glyphs.size() != common.size() || wanted.size() != rare.size()) {
            continue;
        }
        std::map<quint32, char16_t> byGlyph;
        for (qsizetype i = 0; i < glyphs.size(); ++i) {
            byGlyph.emplace(glyphs[i], common.at(i).unicode());
        }
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const auto found = byGlyph.find(wanted[i]);
            if (wanted[i] != 0 && found != byGlyph.end()) {
                result.emplace(rare.at(i).unicode(), found->second);
            }
        }
    }
    return result;
}

std::vector<std::string> FontSet::families() const {
    std::set<std::string> names;
    for (const Choice& choice : m_choices) {
        names.insert(choice.family.toStdString() + (choice.bold ? " Bold" : ""));
    }
    return {names.begin(), names.end()};
}

}  // namespace shuiheng::report
