#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace shuiheng::store {

/// The writer's mark beside a project: FILE.lock with name, machine, process and time. It works on a network
/// share, where locks of the operating system often do not. A mark left by a process of this machine that is
/// gone is taken over; one from another machine is not, since nobody here can know.
class ProjectLock {
  public:
    /// PROJECT_LOCKED names the holder.
    static Result<ProjectLock> acquire(const std::filesystem::path& project, const std::string& holder);
    /// Who holds it, in one line; empty when nobody does.
    static std::string holderOf(const std::filesystem::path& project);

    ProjectLock(ProjectLock&& other) noexcept;
    ProjectLock& operator=(ProjectLock&& other) noexcept;
    ~ProjectLock();

  private:
    explicit ProjectLock(std::filesystem::path file) : m_file(std::move(file)) {}
    void release();
    std::filesystem::path m_file;
};

/// Name of the person at the keyboard, as the operating system knows it.
std::string currentUserName();
std::string machineName();

}  // namespace shuiheng::store
