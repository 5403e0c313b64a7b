// Folders are walked by descriptors, every step relative to the one before and without following links, so that neither a link nor a
// folder renamed meanwhile leads out of the root.
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <memory>

#include "descriptor.hpp"
#include "sekimori/files/files.hpp"

namespace sekimori {

namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

/// All bytes, or as many as fit into `limit` and one more. `expected`: its size as far as the system says.
std::optional<std::string> read_all(const Descriptor& file, std::uint64_t limit, off_t expected) {
  std::string bytes;
  // A file with holes may say any size: beyond this, the string grows as it is read.
  constexpr off_t kMostReserved = off_t{64} << 20U;
  bytes.reserve(std::min(static_cast<std::uint64_t>(std::clamp<off_t>(expected, 0, kMostReserved)), limit));
  std::array<char, 1U << 16U> buffer{};
  while (bytes.size() <= limit) {
    const ssize_t got = ::read(file.number(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

class Reader {
 public:
  explicit Reader(const ReadLimits& limits) : limits_(limits) {}

  void read_root(const std::string& path) {
    Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.is_open()) return fail(path, errno == ENOTDIR ? "is no folder; a snapshot is a folder" : system_error());
    read_entries(std::move(root), "", 0);
  }

  ReadFolder result() && {
    ReadFolder folder;
    if (errors_.empty()) folder.files = std::move(files_);
    folder.errors = std::move(errors_);
    return folder;
  }

 private:
  void fail(std::string_view path, std::string_view why) { errors_.push_back(fmt::format("{}: {}", path, why)); }

  /// Names in byte order, so that errors come in the same order everywhere.
  std::optional<std::vector<std::string>> names_of(const Descriptor& folder) {
    Descriptor copy(::fcntl(folder.number(), F_DUPFD_CLOEXEC, 0));
    if (!copy.is_open()) return std::nullopt;
    const Directory directory(::fdopendir(copy.number()));
    if (directory == nullptr) return std::nullopt;
    (void)copy.release();
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(directory.get())) {  // NOLINT(concurrency-mt-unsafe): the stream is our own
      const std::string name = static_cast<const char*>(entry->d_name);
      if (name != "." && name != "..") names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
  }

  [[nodiscard]] bool is_skipped(const std::string& name, unsigned depth) const {
    if (depth != 0) return false;
    return (name.starts_with('.') && !limits_.hidden) || std::ranges::find(limits_.skipped, name) != limits_.skipped.end();
  }

  void read_entries(Descriptor folder, const std::string& prefix, unsigned depth) {
    const auto names = names_of(folder);
    if (!names) return fail(prefix.empty() ? "." : prefix, system_error());
    if (depth > limits_.depth) return fail(prefix, fmt::format("folders are nested more than {} deep", limits_.depth));
    for (const std::string& name : *names) {
      if (is_skipped(name, depth)) continue;
      if (full_) return;
      read_entry(folder, name, prefix + name, depth);
    }
  }

  /// A line break in a name could pass for another file in a list of files (printed, or hashed).
  static bool has_control_characters(std::string_view name) {
    return std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  }

  static std::string shown(std::string path) {
    std::ranges::replace_if(
        path,
        [](char c) {
          return has_control_characters({&c, 1});
        },
        '?');
    return path;
  }

  void read_entry(const Descriptor& folder, const std::string& name, const std::string& path, unsigned depth) {
    if (has_control_characters(name)) return fail(shown(path), "has a control character in its name");
    // Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
    Descriptor entry(::openat(folder.number(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!entry.is_open()) return fail(path, errno == ELOOP ? "is a symbolic link, which is not followed" : system_error());
    struct stat status {};
    if (::fstat(entry.number(), &status) != 0) return fail(path, system_error());
    if (S_ISDIR(status.st_mode)) return read_entries(std::move(entry), path + "/", depth + 1);
    if (!S_ISREG(status.st_mode)) return fail(path, "is neither a file nor a folder");
    if (files_.size() >= limits_.files) return stop(path, fmt::format("more than {} files in the folder", limits_.files));
    const std::uint64_t left = limits_.total_bytes - bytes_;
    auto bytes = read_all(entry, left, status.st_size);
    if (!bytes) return fail(path, system_error());
    if (bytes->size() > left)
      return stop(path, fmt::format("the folder's files are larger than {} MiB together", limits_.total_bytes >> 20U));
    bytes_ += bytes->size();
    files_.emplace(path, std::move(*bytes));
  }

  void stop(std::string_view path, std::string_view why) {
    fail(path, why);
    full_ = true;
  }

  const ReadLimits& limits_;
  FileSet files_;
  std::vector<std::string> errors_;
  std::uint64_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace

ReadFolder read_folder(const std::string& path, const ReadLimits& limits) {
  Reader reader(limits);
  reader.read_root(path);
  return std::move(reader).result();
}

ReadFile read_file(const std::string& path, std::uint64_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) return {std::nullopt, fmt::format("{}: {}", path, system_error())};
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return {std::nullopt, fmt::format("{}: {}", path, system_error())};
  if (!S_ISREG(status.st_mode)) return {std::nullopt, fmt::format("{}: is no file", path)};
  auto bytes = read_all(file, limit, status.st_size);
  if (!bytes) return {std::nullopt, fmt::format("{}: {}", path, system_error())};
  if (bytes->size() > limit) return {std::nullopt, fmt::format("{}: larger than {} MiB", path, limit >> 20U)};
  return {std::move(bytes), ""};
}

}  // namespace sekimori
