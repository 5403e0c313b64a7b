#include "evidence.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sekimori/render/render.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kObligations = "obligations/", kCertificates = "certificates/";

std::string certificate_text(const Certificate& certificate) {
  Json items = Json::array();
  for (const CertificateItem& item : certificate.items) {
    items.push_back(Json{{"kind", item.kind}, {"id", item.id}, {"about", item.about}, {"obligation", item.obligation}});
  }
  const Json root = {{"format_version", "1.0"}, {"name", certificate.name}, {"cells", certificate.cells}, {"items", std::move(items)}};
  // Config text is quoted in `about`: bytes that are no UTF-8 must not stop the evidence.
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// PREFIX + a name of slug characters + SUFFIX.
bool is_named(std::string_view path, std::string_view prefix, std::string_view suffix) {
  if (!path.starts_with(prefix) || !path.ends_with(suffix) || path.size() <= prefix.size() + suffix.size()) return false;
  const std::string_view name = path.substr(prefix.size(), path.size() - prefix.size() - suffix.size());
  return std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F && c != '/'; });
}

}  // namespace

FileSet evidence_files(const Report& report, const Network& network) {
  FileSet files;
  files[std::string(kVerdictsFile)] = render_json(report, network);
  for (const Obligation& it : report.obligations) files[std::string(kObligations) + it.sha256 + ".smt2"] = it.text;
  for (const Certificate& it : report.certificates) files[std::string(kCertificates) + it.name + ".json"] = certificate_text(it);
  return files;
}

bool is_evidence_file(std::string_view path) {
  return path == kVerdictsFile || is_named(path, kObligations, ".smt2") || is_named(path, kCertificates, ".json");
}

}  // namespace sekimori
