#include "store/project_lock.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "store/project_file.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#endif

namespace shuiheng::store {
namespace {

struct Holder {
    std::string name;
    std::string machine;
    std::string process;
    std::string started;  ///< of the process, so that a reused number is not mistaken for it
    std::string since;
};

std::filesystem::path lockFileOf(const std::filesystem::path& project) {
    std::filesystem::path file = project;
    file += ".lock";
    return file;
}

#ifdef _WIN32
std::string ownProcess() {
    return std::to_string(GetCurrentProcessId());
}

std::string startOf(const std::string& process) {
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE,
                                static_cast<DWORD>(std::strtoul(process.c_str(), nullptr, 10)));
    if (handle == nullptr) {
        return {};
    }
    FILETIME created{}, ended{}, kernel{}, user{};
    DWORD exitCode = 0;
    const bool alive = GetExitCodeProcess(handle, &exitCode) != 0 && exitCode == STILL_ACTIVE &&
                       GetProcessTimes(handle, &created, &ended, &kernel, &user) != 0;
    CloseHandle(handle);
    return alive ? std::to_string(created.dwHighDateTime) + "." + std::to_string(created.dwLowDateTime)
                 : std::string();
}

bool createExclusively(const std::filesystem::path& file, const std::string& text) {
    HANDLE handle = CreateFileW(file.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, CREATE_NEW,
                                FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        return false;
    }
    DWORD written = 0;
    WriteFile(handle, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
    CloseHandle(handle);
    return true;
}
#else
std::string ownProcess() {
    return std::to_string(getpid());
}

/// When the process started, in ticks since boot; empty when there is no such process.
std::string startOf(const std::string& process) {
    std::ifstream file("/proc/" + process + "/stat");
    std::string line;
    if (!std::getline(file, line)) {
        const pid_t number = static_cast<pid_t>(std::strtol(process.c_str(), nullptr, 10));
        return number > 0 && (kill(number, 0) == 0 || errno == EPERM) ? "unknown" : std::string();
    }
    std::istringstream fields(line.substr(std::min(line.rfind(')') + 2, line.size())));
    std::string field;
    constexpr int kStartField = 20;  // proc(5): field 22, counted after the name
    for (int position = 0; position < kStartField && fields >> field; ++position) {
    }
    return field;
}

bool createExclusively(const std::filesystem::path& file, const std::string& text) {
    const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return false;
    }
    const bool written = write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    close(descriptor);
    if (!written) {
        unlink(file.c_str());
    }
    return written;
}
#endif

Holder readHolder(const std::filesystem::path& file) {
    std::ifstream stream(file);
    Holder holder;
    std::getline(stream, holder.name);
    std::getline(stream, holder.machine);
    std::getline(stream, holder.process);
    std::getline(stream, holder.started);
    std::getline(stream, holder.since);
    return holder;
}

/// The holder once its name is there: the mark is made first and written a moment later. A mark that stays
/// empty belongs to a program that died between the two.
Holder settledHolder(const std::filesystem::path& file) {
    constexpr int kPatience = 40;
    constexpr std::chrono::milliseconds kPause(50);
    Holder holder = readHolder(file);
    for (int wait = 0; wait < kPatience && holder.since.empty(); ++wait) {
        std::this_thread::sleep_for(kPause);
        holder = readHolder(file);
    }
    return holder;
}

bool isEmpty(const Holder& holder) {
    return holder.machine.empty() && holder.process.empty();
}

bool isGone(const Holder& holder) {
    if (isEmpty(holder)) {
        return true;
    }
    if (holder.machine != machineName() || holder.process.empty()) {
        return false;
    }
    return startOf(holder.process) != holder.started;
}

}  // namespace

std::string currentUserName() {
    for (const char* variable : {"SHUIHENG_USER", "USER", "USERNAME", "LOGNAME"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') {
            return value;
        }
    }
#ifndef _WIN32
    if (const passwd* entry = getpwuid(geteuid()); entry != nullptr && entry->pw_name != nullptr) {
        return entry->pw_name;
    }
#endif
    return "unknown";
}

std::string machineName() {
#ifdef _WIN32
    const char* value = std::getenv("COMPUTERNAME");
    return value != nullptr ? value : "unknown";
#else
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
#endif
}

Result<ProjectLock> ProjectLock::acquire(const std::filesystem::path& project, const std::string& holder) {
    const std::filesystem::path file = lockFileOf(project);
    const std::string process = ownProcess();
    const std::string text = holder + "\n" + machineName() + "\n" + process + "\n" + startOf(process) + "\n" +
                             SystemClock().now().iso() + "\n";
    constexpr int kTries = 3;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        if (createExclusively(file, text)) {
            return ProjectLock(file);
        }
        std::error_code error;
        if (!std::filesystem::exists(file, error)) {
            const std::filesystem::path folder = std::filesystem::absolute(file, error).parent_path();
            return failure(Problem("FOLDER_NOT_WRITABLE", {{"folder", utf8Of(folder)}}));
        }
        const Holder other = settledHolder(file);
        if (!isGone(other)) {
            return failure(Problem("PROJECT_LOCKED", {{"holder", other.name + " @ " + other.machine},
                                                      {"since", other.since},
                                                      {"lock", utf8Of(file.filename())}}));
        }
        // Renamed first: of two programs that both see the abandoned mark only one can take it away.
        std::filesystem::path aside = file;
        aside += "." + process;
        std::filesystem::rename(file, aside, error);
        const Holder taken = readHolder(aside);
        if (taken.process != other.process || taken.started != other.started) {
            // Another program took the mark over a moment before: its own goes back in its place.
            std::filesystem::rename(aside, file, error);
            continue;
        }
        std::filesystem::remove(aside, error);
    }
    return failure(Problem("PROJECT_BUSY"));
}

std::string ProjectLock::holderOf(const std::filesystem::path& project) {
    const std::filesystem::path file = lockFileOf(project);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return {};
    }
    const Holder holder = readHolder(file);
    return isGone(holder) ? std::string() : holder.name + " @ " + holder.machine + ", " + holder.since;
}

ProjectLock::ProjectLock(ProjectLock&& other) noexcept : m_file(std::exchange(other.m_file, {})) {}

ProjectLock& ProjectLock::operator=(ProjectLock&& other) noexcept {
    release();
    m_file = std::exchange(other.m_file, {});
    return *this;
}

ProjectLock::~ProjectLock() {
    release();
}

void ProjectLock::release() {
    if (!m_file.empty()) {
        std::error_code error;
        std::filesystem::remove(m_file, error);
        m_file.clear();
    }
}

}  // namespace shuiheng::store
