// Real folders and files as values, and back: the only input and output of the program besides its own streams. The values themselves:
// base/file_set.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/base/file_set.hpp"

namespace sekimori {

struct ReadLimits {
  std::uint64_t total_bytes = std::uint64_t{256} << 20U;
  std::size_t files = 20'000;
  unsigned depth = 16;  ///< folders below the root
  /// Entries of the root that are not read, besides those that begin with a dot.
  std::vector<std::string> skipped;
  bool hidden = false;  ///< those that begin with a dot are read, too
};

struct ReadFolder {
  std::optional<FileSet> files;     ///< absent when there is any error
  std::vector<std::string> errors;  ///< "configs/a.cfg: is a symbolic link, which is not followed"
};

/// Every regular file below `path`. Symbolic links, devices and pipes below it are errors, as nothing outside the folder may be read; so
/// is anything past a limit, and a name with control characters. `path` itself may be a link: the user named it.
[[nodiscard]] ReadFolder read_folder(const std::string& path, const ReadLimits& limits = {});

struct ReadFile {
  std::optional<std::string> bytes;
  std::string error;
};
[[nodiscard]] ReadFile read_file(const std::string& path, std::uint64_t limit = std::uint64_t{256} << 20U);

/// While it lives, no other run that asks for it may write the folder `path`: a file PATH.lock beside it is locked (flock), which ends with
/// the process whatever happens.
class FolderLock {
 public:
  explicit FolderLock(const std::string& path);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();
  /// Why the folder is not ours; empty when it is.
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  std::string file_, error_;
  int descriptor_ = -1;
};

/// Why `write_folder` would refuse, as far as that can be told before there is anything to write; empty when it would not.
[[nodiscard]] std::string why_not_writable(const std::string& path, std::string_view marker,
                                           bool (*is_ours)(std::string_view relative_path));

/// Writes one file under its name at once (a reader never sees half of it). Returns an error, or an empty text.
[[nodiscard]] std::string write_file(const std::string& path, std::string_view bytes);
/// Writes `files` as the folder `path`, all or nothing. The folder must not exist, be empty, or be one that was written before: then it
/// holds `marker` and nothing but files that `is_ours` accepts, and is replaced. Returns an error, or an empty text.
[[nodiscard]] std::string write_folder(const std::string& path, const FileSet& files, std::string_view marker,
                                       bool (*is_ours)(std::string_view relative_path));

}  // namespace sekimori
