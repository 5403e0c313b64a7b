#include "evidence.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sekimori/render/render.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kObligations = "obligations/", kCertificates = "certificates/", kGraphs = "graphs/";

std::string written(const Json& root) {
  // Config text is quoted: bytes that are no UTF-8 must not stop the evidence.
  return root.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Items by obligation: most share few.
std::string certificate_text(const Certificate& certificate) {
  std::vector<Json> by_obligation(certificate.obligations.size(), Json::array());
  for (const CertificateItem& item : certificate.items)
    by_obligation.at(item.obligation).push_back(to_text(item.key.kind) + " " + to_text(item.key));
  Json root = {{"format_version", "1.0"}, {"name", certificate.name}, {"cells", certificate.cells}};
  root["graph"] = std::string(kGraphs) + certificate.graph + ".json";
  if (!certificate.rests_on.empty()) root["rests_on"] = std::string(kCertificates) + certificate.rests_on + ".json";
  if (certificate.spoofing) root["spoofed_sources"] = true;
  root["items"] = certificate.items.size();
  root["obligations"] = Json::array();
  for (std::size_t i = 0; i < by_obligation.size(); ++i) {
    root["obligations"].push_back(Json{{"sha256", certificate.obligations[i]}, {"items", std::move(by_obligation[i])}});
  }
  return written(root);
}

std::string legend_text(const GraphLegend& graph, const Network& network) {
  Json edges = Json::array();
  for (const GraphLegend::Edge& edge : graph.edges) {
    Json facts = Json::array();
    for (const SourceRange& at : edge.facts) {
      if (at.line != 0) facts.push_back(network.sources.describe(at));
    }
    edges.push_back(Json{{"kind", edge.kind}, {"from", edge.from}, {"to", edge.to}, {"facts", std::move(facts)}});
  }
  return written(
      {{"format_version", "1.0"}, {"name", graph.name}, {"locations", graph.locations}, {"endpoints", graph.endpoints}, {"edges", edges}});
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
  for (const GraphLegend& it : report.graphs) files[std::string(kGraphs) + it.name + ".json"] = legend_text(it, network);
  return files;
}

bool is_evidence_file(std::string_view path) {
  return path == kVerdictsFile || is_named(path, kObligations, ".smt2") || is_named(path, kCertificates, ".json") ||
         is_named(path, kGraphs, ".json");
}

}  // namespace sekimori
