// Everything is written beside its final place first and then renamed, so that an error or an interruption leaves what was there before.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "descriptor.hpp"
#include "sekimori/files/files.hpp"

namespace sekimori {

namespace {

namespace fs = std::filesystem;

bool is_safe(std::string_view path) {
  if (path.empty() || path.find('\0') != std::string_view::npos) return false;
  for (const fs::path& part : fs::path(path)) {
    if (part.empty() || part == "." || part == ".." || part == "/") return false;
  }
  return true;
}

/// Removes what was written when it was not moved to its place.
class Staging {
 public:
  explicit Staging(fs::path path) : path_(std::move(path)) {}
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string fault(const fs::path& path) { return fmt::format("{}: {}", path.string(), system_error()); }

std::string write_new(const fs::path& path, std::string_view bytes, int flags) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0666));
  if (!file.is_open()) return fault(path);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fault(path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// A name beside `path` that nothing has yet: tried in order, as the clock is no help when two runs write at once.
std::string free_name(const fs::path& path) {
  for (unsigned i = 0; i < 1000; ++i) {
    std::string name = fmt::format("{}.new-{}-{}", path.string(), ::getpid(), i);
    if (!fs::exists(fs::symlink_status(name))) return name;
  }
  return {};
}

/// nullopt: the folder may be replaced. Otherwise why not.
std::optional<std::string> why_not_replace(const fs::path& path, std::string_view marker, bool (*is_ours)(std::string_view)) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  if (!fs::is_directory(path, error)) return fmt::format("{}: is there already and is no folder", path.string());
  if (fs::is_empty(path, error)) return std::nullopt;
  if (!fs::exists(path / marker, error)) return fmt::format("{}: is not empty and holds no earlier evidence ({})", path.string(), marker);
  for (fs::recursive_directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    if (it->is_directory() && !it->is_symlink()) continue;
    const std::string name = fs::relative(it->path(), path).generic_string();
    if (it->is_symlink() || !is_ours(name))
      return fmt::format("{}: holds '{}', which is no evidence; nothing written", path.string(), name);
  }
  return error ? std::optional<std::string>(fmt::format("{}: {}", path.string(), error.message())) : std::nullopt;
}

std::string write_staged(const fs::path& root, const FileSet& files) {
  std::error_code error;
  fs::create_directory(root, error);
  if (error) return fmt::format("{}: {}", root.string(), error.message());
  for (const auto& [name, bytes] : files) {
    if (!is_safe(name)) return fmt::format("'{}' leads out of the folder; nothing written", name);
    const fs::path path = root / name;
    fs::create_directories(path.parent_path(), error);
    if (error) return fmt::format("{}: {}", path.string(), error.message());
    if (std::string why = write_new(path, bytes, O_EXCL); !why.empty()) return why;
  }
  return {};
}

fs::path without_trailing_slash(const std::string& path) {
  const fs::path given(path);
  return given.has_filename() ? given : given.parent_path();
}

}  // namespace

FolderLock::FolderLock(const std::string& path) : file_(without_trailing_slash(path).string() + ".lock") {
  const fs::path parent = fs::path(file_).parent_path();
  std::error_code error;
  if (!parent.empty()) fs::create_directories(parent, error);
  // Whoever had the lock before may have taken the file away between our opening and locking it: then it is no longer the one of this name.
  for (int attempt = 0; attempt < 100; ++attempt) {
    Descriptor file(::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (!file.is_open()) {
      error_ = fault(file_);
      return;
    }
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
      error_ = errno == EWOULDBLOCK ? fmt::format("{}: another run is writing this folder ({} is locked)", path, file_) : fault(file_);
      return;
    }
    struct stat ours {
    }, named{};
    if (::fstat(file.number(), &ours) == 0 && ::lstat(file_.c_str(), &named) == 0 && ours.st_ino == named.st_ino &&
        ours.st_dev == named.st_dev) {
      descriptor_ = file.release();
      return;
    }
  }
  error_ = fmt::format("{}: another run is writing this folder", path);
}

FolderLock::~FolderLock() {
  if (descriptor_ < 0) return;
  ::unlink(file_.c_str());
  ::close(descriptor_);
}

std::string why_not_writable(const std::string& path, std::string_view marker, bool (*is_ours)(std::string_view)) {
  return why_not_replace(without_trailing_slash(path), marker, is_ours).value_or("");
}

std::string write_file(const std::string& path, std::string_view bytes) {
  const Staging staging(free_name(path));
  if (std::string why = write_new(staging.path(), bytes, O_EXCL); !why.empty()) return why;
  std::error_code error;
  fs::rename(staging.path(), path, error);
  return error ? fmt::format("{}: {}", path, error.message()) : std::string();
}

std::string write_folder(const std::string& path, const FileSet& files, std::string_view marker, bool (*is_ours)(std::string_view)) {
  const fs::path target = without_trailing_slash(path);
  if (const auto why = why_not_replace(target, marker, is_ours)) return *why;
  std::error_code error;
  if (target.has_parent_path()) fs::create_directories(target.parent_path(), error);
  if (error) return fmt::format("{}: {}", target.string(), error.message());
  const Staging staging(free_name(target));
  if (std::string why = write_staged(staging.path(), files); !why.empty()) return why;
  // A folder cannot be renamed over one that is not empty: the old one steps aside and comes back if the new one cannot take its place.
  const Staging old(free_name(target));
  const bool replaces = fs::exists(target, error);
  if (replaces) fs::rename(target, old.path(), error);
  if (error) return fmt::format("{}: {}", target.string(), error.message());
  fs::rename(staging.path(), target, error);
  if (!error) return {};
  std::error_code ignored;
  if (replaces) fs::rename(old.path(), target, ignored);
  return fmt::format("{}: {}", target.string(), error.message());
}

}  // namespace sekimori
