#include "signature.hpp"

#include <unistd.h>

#include <filesystem>

#include "process.hpp"
#include "sekimori/files/files.hpp"

namespace sekimori {

namespace {

constexpr const char* kNamespace = "sekimori-evidence";

/// A folder of our own that goes with it.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "sekimori-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string failure(const ProcessResult& result) {
  return result.started ? "ssh-keygen refuses (key, passphrase or signature)" : result.error + " (package openssh-client)";
}

}  // namespace

Signature sign(std::string_view manifest, const std::string& key_file) {
  // A minute: a token may want to be touched.
  const ProcessResult result =
      run_process({"ssh-keygen", "-Y", "sign", "-f", key_file, "-n", kNamespace}, manifest, {std::chrono::minutes(1), 0});
  if (!result.started || result.timed_out || result.code != 0 || result.output.empty()) return {"", failure(result)};
  return {result.output, ""};
}

Signer signer_of(std::string_view manifest, std::string_view signature, const std::string& allowed_signers) {
  const ScratchFolder scratch;
  const std::string file = scratch.path() + "/signature";
  if (scratch.path().empty()) return {"", "no place for temporary files"};
  if (const std::string error = write_file(file, signature); !error.empty()) return {"", error};
  const ProcessResult found = run_process({"ssh-keygen", "-Y", "find-principals", "-s", file, "-f", allowed_signers}, "");
  const std::string principal = found.output.substr(0, found.output.find('\n'));
  if (!found.started || found.code != 0 || principal.empty()) return {"", failure(found)};
  const ProcessResult verified =
      run_process({"ssh-keygen", "-Y", "verify", "-f", allowed_signers, "-I", principal, "-n", kNamespace, "-s", file}, manifest);
  if (!verified.started || verified.code != 0) return {"", failure(verified)};
  return {principal, ""};
}

}  // namespace sekimori
