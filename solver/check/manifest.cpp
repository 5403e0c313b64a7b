#include "sekimori/check/manifest.hpp"

#include <algorithm>
#include <map>

#include "json_claims.hpp"
#include "sekimori/base/messages.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/solver.hpp"

namespace sekimori {
namespace {

using Json = nlohmann::ordered_json;

Json digests_json(const std::vector<FileDigest>& digests) {
  Json list = Json::array();
  for (const FileDigest& it : digests) list.push_back({{"path", it.path}, {"size", it.size}, {"sha256", it.sha256}});
  return list;
}

std::vector<FileDigest> digests_at(const Claim& json, const char* key) {
  std::vector<FileDigest> list;
  for (const Claim& it : list_at(json, key))
    list.push_back({text_at(it, "path"), number_at(it, "size", ~std::uint64_t{0}), text_at(it, "sha256")});
  return list;
}

/// A path below the folder, written as we write paths.
bool stays_inside(std::string_view path) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (path.empty() || path.find('\\') != std::string_view::npos || std::ranges::any_of(path, is_control)) return false;
  return std::ranges::none_of(parts_of(path, '/'), [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

/// One line whatever is in it, as sha256sum writes names.
std::string escaped(std::string_view path) {
  std::string text;
  for (const char c : path) text += c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\\' ? "\\\\" : std::string(1, c);
  return text;
}

bool is_input(std::string_view path) { return path.starts_with("inputs/"); }
/// A policy under such a name would be read as something else, too.
bool is_other_sheet(std::string_view name) {
  const PolicyPaths paths;
  return name == paths.ledger || name == paths.workbook || name == paths.matrix || name == paths.matrix_workbook;
}
bool is_listed(std::string_view path) { return path != kManifestFile && path != kSignatureFile; }

}  // namespace

std::vector<FileDigest> digests(const FileSet& files) {
  std::vector<FileDigest> list;
  for (const auto& [path, bytes] : files) list.push_back({path, bytes.size(), sha256(bytes)});
  return list;
}

std::string combined_sha256(const std::vector<FileDigest>& inputs) {
  std::string lines;
  for (const FileDigest& it : inputs) {
    const std::string path = escaped(it.path);
    lines += (path == it.path ? "" : "\\") + it.sha256 + "  " + path + "\n";
  }
  return sha256(lines);
}

std::string manifest_text(const Manifest& it) {
  Json json = {{"format_version", "1.0"}, {"tool", it.tool}, {"solver", it.solver}, {"command", it.command}};
  json["snapshot"] = {{"name", it.snapshot_name}, {"sha256", it.snapshot_sha256}};
  json["policy"] = it.policy.empty() ? Json(nullptr) : Json(it.policy);
  json["today"] = it.today.empty() ? Json(nullptr) : Json(it.today);
  json["partial"] = it.partial;
  json["time_fields"] = {"started", "finished"};
  json["started"] = {{"jst", it.started}, {"japanese", it.started_japanese}};
  json["finished"] = {{"jst", it.finished}, {"japanese", it.finished_japanese}};
  json["inputs_copied"] = it.copies;
  json["inputs"] = digests_json(it.inputs);
  json["files"] = digests_json(it.files);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::variant<Manifest, std::string> parse_manifest(std::string_view text) {
  try {
    const Claim json = parse_claim(text);
    Manifest it;
    it.tool = text_at(json, "tool");
    it.solver = text_at(json, "solver");
    it.command = texts_at(json, "command");
    it.snapshot_name = text_at(member(json, "snapshot"), "name");
    it.snapshot_sha256 = text_at(member(json, "snapshot"), "sha256");
    if (!member(json, "policy").is_null()) it.policy = text_at(json, "policy");
    if (!member(json, "today").is_null()) it.today = text_at(json, "today");
    it.partial = flag_at(json, "partial");
    it.started = text_at(member(json, "started"), "jst");
    it.started_japanese = text_at(member(json, "started"), "japanese");
    it.finished = text_at(member(json, "finished"), "jst");
    it.finished_japanese = text_at(member(json, "finished"), "japanese");
    it.copies = flag_at(json, "inputs_copied");
    it.inputs = digests_at(json, "inputs");
    it.files = digests_at(json, "files");
    return it;
  } catch (const BadClaim& bad) {
    return std::string(bad.what());
  }
}

std::vector<CheckFinding> hash_findings(const FileSet& folder, const Manifest& manifest) {
  std::vector<CheckFinding> findings;
  const auto find = [&](const std::string& file, Message what) { findings.push_back({file, sentence(what)}); };
  std::map<std::string, const FileDigest*, std::less<>> listed;
  for (const auto* list : {&manifest.inputs, &manifest.files}) {
    for (const FileDigest& it : *list) {
      if (!stays_inside(it.path) || !is_listed(it.path) || is_input(it.path) != (list == &manifest.inputs)) {
        find(std::string(kManifestFile), Message::check_path_outside);
      } else if (!listed.try_emplace(it.path, &it).second) {
        find(it.path, Message::check_listed_twice);
      }
    }
  }
  // The hash of the inputs binds which of them are used, and as what.
  const auto input = [&](std::string_view path) {
    return std::ranges::find(manifest.inputs, path, &FileDigest::path) != manifest.inputs.end();
  };
  for (const FileDigest& it : manifest.inputs) {
    const bool used = it.path.starts_with(kSnapshotCopies) || (it.path == kPolicyCopy && !manifest.policy.empty());
    if (!used) find(it.path, Message::check_unused_input);
  }
  if (!manifest.policy.empty() &&
      (!input(kPolicyCopy) || input(std::string(kSnapshotCopies) + manifest.policy) || is_other_sheet(manifest.policy)))
    find(std::string(kPolicyCopy), Message::check_policy_name);
  for (const auto& [path, bytes] : folder) {
    if (!is_listed(path)) continue;
    const auto found = listed.find(path);
    if (found == listed.end()) {
      find(path, Message::check_extra);
      continue;
    }
    if (found->second->size != bytes.size() || found->second->sha256 != sha256(bytes)) find(path, Message::check_hash);
    listed.erase(found);
  }
  for (const auto& [path, digest] : listed) {
    if (manifest.copies || !is_input(path)) find(path, Message::check_missing);
  }
  if (combined_sha256(manifest.inputs) != manifest.snapshot_sha256) find(std::string(kManifestFile), Message::check_snapshot_hash);
  const auto text = folder.find(kManifestFile);
  if (text != folder.end() && text->second != manifest_text(manifest)) find(std::string(kManifestFile), Message::check_more_in_it);
  return findings;
}

}  // namespace sekimori
