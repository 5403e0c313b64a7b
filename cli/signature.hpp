// Detached signatures of a manifest by OpenSSH (ssh-keygen -Y), where it is installed.
#pragma once

#include <string>
#include <string_view>

namespace sekimori {

struct Signature {
  std::string text;   ///< for manifest.json.sig
  std::string error;  ///< when it could not be made
};
/// `key_file`: a private key, or the public key of one that an agent holds.
[[nodiscard]] Signature sign(std::string_view manifest, const std::string& key_file);

struct Signer {
  std::string principal;  ///< who signed, by the file of allowed signers
  std::string error;      ///< when nobody of them did
};
[[nodiscard]] Signer signer_of(std::string_view manifest, std::string_view signature, const std::string& allowed_signers);

}  // namespace sekimori
