#include "report/print_session.h"

#include <QGuiApplication>
#include <array>
#include <cstdio>

namespace shuiheng::report {

namespace {

/// Qt's remarks on the machine (no XDG_RUNTIME_DIR, no locale) are nothing to the user of a command line.
void onlyFailures(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (type == QtCriticalMsg || type == QtFatalMsg) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(qFormatLogMessage(type, context, message)));
    }
}

/// In force from before Qt's start to after its end.
class QuietQt {
  public:
    QuietQt() : m_before(qInstallMessageHandler(onlyFailures)) {}
    ~QuietQt() { qInstallMessageHandler(m_before); }
    QuietQt(const QuietQt&) = delete;
    QuietQt& operator=(const QuietQt&) = delete;

  private:
    QtMessageHandler m_before;
};

}  // namespace

struct PrintSession::Application {
    QuietQt quiet;
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
