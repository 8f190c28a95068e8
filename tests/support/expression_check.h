#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/derivation.h"

/// Does the sums that a spreadsheet would do with Derivation::expression.
namespace shuiheng::test {

class ExpressionSum {
  public:
    ExpressionSum(const compliance::Derivation& figure, std::string_view text)
        : m_figure(figure), m_rest(text) {}

    double value() {
        const double result = comparison();
        if (!m_rest.empty()) {
            throw std::runtime_error("left over: " + std::string(m_rest));
        }
        return result;
    }

  private:
    using Values = std::vector<double>;

    bool take(std::string_view sign) {
        if (!m_rest.starts_with(sign)) {
            return false;
        }
        m_rest.remove_prefix(sign.size());
        return true;
    }

    void must(std::string_view sign) {
        if (!take(sign)) {
            throw std::runtime_error("expected " + std::string(sign) + " before " + std::string(m_rest));
        }
    }

    double comparison() {
        const double left = sum();
        if (take("<=")) {
            return left <= sum() ? 1 : 0;
        }
        return take(">") ? (left > sum() ? 1 : 0) : left;
    }

    double sum() {
        double result = product();
        while (true) {
            if (take("+")) {
                result += product();
            } else if (take("-")) {
                result -= product();
            } else {
                return result;
            }
        }
    }

    double product() {
        double result = factor();
        while (true) {
            if (take("*")) {
                result *= factor();
            } else if (take("/")) {
                result /= factor();
            } else {
                return result;
            }
        }
    }

    double factor() {
        if (take("-")) {
            return -factor();
        }
        if (take("(")) {
            const double inside = comparison();
            must(")");
            return inside;
        }
        for (const std::string_view name : {"SUM", "PRODUCT", "ROWS", "MIN", "MAX", "IF"}) {
            if (take(name)) {
                return function(name);
            }
        }
        if (!m_rest.empty() && (m_rest[0] == 'c' || m_rest[0] == 'i' || m_rest[0] == 'p')) {
            const Values values = reference(m_figure);
            if (values.size() != 1) {
                throw std::runtime_error("a range where a number belongs");
            }
            return values[0];
        }
        std::size_t used = 0;
        const double number = std::stod(std::string(m_rest), &used);
        m_rest.remove_prefix(used);
        return number;
    }

    double function(std::string_view name) {
        must("(");
        std::vector<double> values;
        if (name == "SUM" || name == "PRODUCT" || name == "ROWS") {
            values = reference(m_figure);
        } else {
            do {
                values.push_back(comparison());
            } while (take(","));
        }
        must(")");
        if (name == "ROWS") {
            return static_cast<double>(values.size());
        }
        if (name == "IF") {
            return values.at(0) != 0 ? values.at(1) : values.at(2);
        }
        double result = values.empty() ? 0 : values[0];
        for (std::size_t i = 1; i < values.size(); ++i) {
            result = name == "SUM"       ? result + values[i]
                     : name == "PRODUCT" ? result * values[i]
                     : name == "MIN"     ? std::min(result, values[i])
                                         : std::max(result, values[i]);
        }
        return result;
    }

    std::size_t index() {
        std::size_t used = 0;
        const int number = std::stoi(std::string(m_rest.substr(0, 9)), &used);
        m_rest.remove_prefix(used);
        return static_cast<std::size_t>(number - 1);
    }

    Values reference(const compliance::Derivation& figure) {
        if (take("c")) {
            const compliance::Derivation& child = figure.children.at(index());
            return take(".") ? reference(child) : Values{child.value.value()};
        }
        if (take("p")) {
            return {std::stod(figure.parameters.at(index()).value)};
        }
        must("i");
        const std::vector<compliance::InputRow>& rows = figure.inputs.at(index()).rows;
        if (m_rest.size() > 1 && m_rest[0] == '.' && m_rest[1] >= '0' && m_rest[1] <= '9') {
            m_rest.remove_prefix(1);
            return {rows.at(index()).value.value()};
        }
        Values values;
        for (const compliance::InputRow& row : rows) {
            values.push_back(row.value.value_or(0));
        }
        return values;
    }

    const compliance::Derivation& m_figure;
    std::string_view m_rest;
};

/// Every figure with a value and an expression: the one gives the other. Returns how many were looked at.
inline int expectExpressionsHold(const compliance::Derivation& figure) {
    int checked = 0;
    if (figure.value && !figure.expression.empty()) {
        try {
            const double sum = ExpressionSum(figure, figure.expression).value();
            EXPECT_NEAR(sum, *figure.value, 1e-9 * std::max(1.0, std::abs(*figure.value)))
                << figure.id << ": " << figure.expression;
        } catch (const std::exception& failure) {
            ADD_FAILURE() << figure.id << ": " << figure.expression << ": " << failure.what();
        }
        ++checked;
    }
    for (const compliance::Derivation& child : figure.children) {
        checked += expectExpressionsHold(child);
    }
    return checked;
}

}  // namespace shuiheng::test
