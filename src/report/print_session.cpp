#include "report/print_session.h"

#include <QGuiApplication>
#include <array>

namespace shuiheng::report {

struct PrintSession::Application {
    // QGuiApplication keeps references to both for its whole life.
    int count = 1;
    std::array<char, 9> name = {'s', 'h', 'u', 'i', 'h', 'e', 'n', 'g', '\0'};
    std::array<char*, 2> arguments = {name.data(), nullptr};
    QGuiApplication application{count, arguments.data()};
};

PrintSession::PrintSession() {
    if (QCoreApplication::instance() != nullptr) {
        return;
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    m_application = std::make_unique<Application>();
}

PrintSession::~PrintSession() = default;

}  // namespace shuiheng::report
