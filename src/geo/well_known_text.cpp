#include "geo/well_known_text.h"

#include <charconv>
#include <cmath>

namespace shuiheng::geo {
namespace {

class TextReader {
  public:
    explicit TextReader(std::string_view text) : m_text(text) {}

    bool word(std::string_view wanted) {
        skipBlanks();
        if (m_text.size() - m_at < wanted.size()) {
            return false;
        }
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const char letter = m_text[m_at + i];
            if ((letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter) !=
                wanted[i]) {
                return false;
            }
        }
        m_at += wanted.size();
        return true;
    }

    bool atEnd() {
        skipBlanks();
        return m_at == m_text.size();
    }

    /// "(item, item, ...)"
    template <typename Item>
    bool list(Item item) {
        if (!word("(")) {
            return false;
        }
        do {
            if (!item()) {
                return false;
            }
        } while (word(","));
        return word(")");
    }

    bool polygon(Polygon& polygon) {
        return list([&] { return ring(polygon.rings.emplace_back()); });
    }

  private:
    bool ring(Ring& ring) {
        constexpr std::size_t kTriangle = 4;  // the first corner stands at both ends
        return list([&] { return position(ring.emplace_back()); }) && ring.size() >= kTriangle &&
               ring.front().longitudeDegrees == ring.back().longitudeDegrees &&
               ring.front().latitudeDegrees == ring.back().latitudeDegrees;
    }

    bool position(Position& position) {
        constexpr double kHalfTurn = 180;
        constexpr double kPole = 90;
        return number(position.longitudeDegrees, kHalfTurn) && number(position.latitudeDegrees, kPole);
    }

    bool number(double& value, double limit) {
        skipBlanks();
        const char* const end = m_text.data() + m_text.size();
        const auto [stop, error] = std::from_chars(m_text.data() + m_at, end, value);
        m_at = static_cast<std::size_t>(stop - m_text.data());
        return error == std::errc() && std::abs(value) <= limit;
    }

    void skipBlanks() {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\r' ||
                                        m_text[m_at] == '\t')) {
            ++m_at;
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

void append(std::string& text, double value) {
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    text.append(buffer, end);
}

}  // namespace

std::optional<std::vector<Polygon>> polygonsFromText(std::string_view text) {
    TextReader reader(text);
    std::vector<Polygon> polygons;
    const bool several = reader.word("MULTI");
    if (!reader.word("POLYGON")) {
        return std::nullopt;
    }
    const auto polygon = [&] { return reader.polygon(polygons.emplace_back()); };
    const bool read = several ? reader.list(polygon) : polygon();
    return read && reader.atEnd() ? std::optional(polygons) : std::nullopt;
}

std::string textOf(std::span<const Polygon> polygons) {
    std::string text = "MULTIPOLYGON(";
    for (const Polygon& polygon : polygons) {
        text += text.back() == '(' ? "(" : ",(";
        for (const Ring& ring : polygon.rings) {
            text += text.back() == '(' ? "(" : ",(";
            for (const Position& position : ring) {
                text += text.back() == '(' ? "" : ",";
                append(text, position.longitudeDegrees);
                text += " ";
                append(text, position.latitudeDegrees);
            }
            text += ")";
        }
        text += ")";
    }
    return text + ")";
}

}  // namespace shuiheng::geo
