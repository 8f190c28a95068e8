#pragma once

#include <memory>

namespace shuiheng::report {

/// What writePdf() needs of Qt for programs without a window: a QGuiApplication on the platform `offscreen`,
/// made only when the program has none yet. Keep one in main() for as long as reports are written.
class PrintSession {
  public:
    PrintSession();
    ~PrintSession();
    PrintSession(const PrintSession&) = delete;
    PrintSession& operator=(const PrintSession&) = delete;

  private:
    struct Application;
    std::unique_ptr<Application> m_application;
};

}  // namespace shuiheng::report
