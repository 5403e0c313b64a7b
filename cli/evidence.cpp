#include "evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "proof_objects.hpp"
#include "sekimori/check/certificate_file.hpp"
#include "sekimori/check/witness_file.hpp"
#include "sekimori/render/evidence_page.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kObligations = "obligations/", kCertificates = "certificates/", kGraphs = "graphs/", kWitnesses = "witnesses/",
                           kDiagrams = "diagrams/", kInputs = "inputs/";
constexpr std::string_view kAssumptionsFile = "assumptions.json";
constexpr std::size_t kMostPaths = 8;   ///< pictures of violations
constexpr std::size_t kMostQuoted = 4;  ///< items in the comment of an obligation
constexpr std::size_t kMostColumns = 240;

std::string written(const Json& root) {
  // Config text is quoted: bytes that are no UTF-8 must not stop the evidence.
  return root.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string path_of(const Certificate& it) { return fmt::format("{}{}.json", kCertificates, it.name); }

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

std::string assumptions_text(const Network& network) {
  Json list = Json::array();
  for (std::size_t i = 0; i < network.assumptions.size(); ++i) {
    const Assumption& it = network.assumptions[i];
    list.push_back({{"id", fmt::format("A{}", i + 1)},
                    {"effect", to_text(it.effect)},
                    {"kind", it.kind},
                    {"file", std::string(network.sources.path(it.at.file))},
                    {"line", it.at.line},
                    {"text", it.text},
                    {"why", it.why}});
  }
  return written({{"format_version", "1.0"}, {"assumptions", std::move(list)}});
}

// Comments of obligations.

/// One line of printable ASCII: whatever a name holds, it stays a comment.
std::string comment_line(std::string_view text) {
  std::string line = "; ";
  for (const char c : text.substr(0, kMostColumns)) line += c >= ' ' && c < 0x7F ? c : '?';
  return line + "\n";
}

std::string about(const CertificateItem& item, const GraphLegend* graph, const Network& network) {
  std::string text = to_text(item.key.kind) + " " + to_text(item.key);
  if (graph == nullptr) return text;
  if (item.key.kind != ItemKind::step) {
    return item.key.subject < graph->endpoints.size() ? text + ": " + graph->endpoints[item.key.subject] : text;
  }
  if (item.key.subject >= graph->edges.size()) return text;
  const GraphLegend::Edge& edge = graph->edges[item.key.subject];
  text += fmt::format(": {} {} -> {}", edge.kind, edge.from, edge.to);
  for (const SourceRange& at : edge.facts) {
    if (at.line != 0) text += " [" + network.sources.describe(at) + "]";
  }
  return text;
}

class Comments {
 public:
  Comments(const Report& report, const Network& network) : network_(network) {
    for (const GraphLegend& it : report.graphs) graphs_.emplace(it.name, &it);
    for (const Certificate& it : report.certificates) add(it);
  }

  std::string of(const std::string& sha256) const {
    const auto found = texts_.find(sha256);
    if (found == texts_.end()) return {};
    const Note& note = found->second;
    return comment_line(fmt::format("shows {} items; the first of them:", note.items)) + note.lines;
  }

 private:
  struct Note {
    std::size_t items = 0;
    std::string lines;
  };

  void add(const Certificate& certificate) {
    const auto graph = graphs_.find(certificate.graph);
    std::vector<Note*> notes;  // by the certificate's numbers: there are a thousand items for each obligation
    for (const std::string& sha256 : certificate.obligations) notes.push_back(&texts_[sha256]);
    for (const CertificateItem& item : certificate.items) {
      Note& note = *notes.at(item.obligation);
      if (++note.items > kMostQuoted) continue;
      const std::string what = about(item, graph == graphs_.end() ? nullptr : graph->second, network_);
      note.lines += comment_line(fmt::format("{}: {}", path_of(certificate), what));
    }
  }

  const Network& network_;
  std::map<std::string, const GraphLegend*> graphs_;
  std::map<std::string, Note> texts_;
};

/// "witnesses/012_P-MN1_internet_mynumber_relay.json"
std::string witness_path(const CellVerdict& cell, std::size_t number) {
  std::string slug;
  for (const char c : cell.id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    if (plain) slug += c;
    if (!plain && (slug.empty() || slug.back() != '_')) slug += '_';
  }
  return fmt::format("{}{:03}_{}.json", kWitnesses, number + 1, slug.substr(0, 120));
}

/// PREFIX + a name of slug characters + SUFFIX.
bool is_named(std::string_view path, std::string_view prefix, std::string_view suffix) {
  if (!path.starts_with(prefix) || !path.ends_with(suffix) || path.size() <= prefix.size() + suffix.size()) return false;
  const std::string_view name = path.substr(prefix.size(), path.size() - prefix.size() - suffix.size());
  return std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F && c != '/'; });
}

}  // namespace

Report filed(Report report) {
  std::map<std::string, std::vector<std::string>> cells;  // by certificate
  for (const CellVerdict& cell : report.cells) {
    if (cell.verdict == VerdictKind::proved && cell.certificate) cells[*cell.certificate].push_back(cell.id);
  }
  std::set<std::string> rested_on, graphs, obligations;
  for (Certificate& it : report.certificates) {
    const auto found = cells.find(path_of(it));
    it.cells = found == cells.end() ? std::vector<std::string>() : found->second;
    if (!it.cells.empty()) rested_on.insert(it.rests_on);
  }
  std::erase_if(report.certificates, [&](const Certificate& it) { return it.cells.empty() && !rested_on.contains(it.name); });
  std::ranges::sort(report.certificates, {}, &Certificate::name);
  for (const Certificate& it : report.certificates) {
    graphs.insert(it.graph);
    obligations.insert(it.obligations.begin(), it.obligations.end());
  }
  std::erase_if(report.graphs, [&](const GraphLegend& it) { return !graphs.contains(it.name); });
  std::erase_if(report.obligations, [&](const Obligation& it) { return !obligations.contains(it.sha256); });
  return report;
}

FileSet evidence_files(const Report& report, const Network& network) {
  FileSet files;
  files[std::string(kVerdictsFile)] = render_json(report, network);
  files[std::string(kAssumptionsFile)] = assumptions_text(network);
  const Comments comments(report, network);
  for (const Obligation& it : report.obligations)
    files[fmt::format("{}{}.smt2", kObligations, it.sha256)] = comments.of(it.sha256) + it.text;
  for (const Certificate& it : report.certificates) files[path_of(it)] = certificate_text(it);
  for (const GraphLegend& it : report.graphs) files[fmt::format("{}{}.json", kGraphs, it.name)] = legend_text(it, network);
  for (std::size_t i = 0; i < report.cells.size(); ++i) {
    if (report.cells[i].witness) files[witness_path(report.cells[i], i)] = witness_text(report.cells[i]);
  }
  return files;
}

FileSet evidence_pictures(const Report& report, const Network& network) {
  FileSet pictures;
  const auto add = [&](const std::string& name, DrawOptions options) {
    options.report = &report;
    Drawing drawing = draw(network, options);
    if (!drawing.bytes.empty()) pictures[fmt::format("{}{}.svg", kDiagrams, name)] = std::move(drawing.bytes);
  };
  DrawOptions options;
  options.view = View::overview;
  add("overview", options);
  options.view = View::zones;
  add("zones", options);
  options.view = View::path;
  std::size_t paths = 0;
  for (const CellVerdict& cell : report.cells) {
    if (cell.verdict != VerdictKind::violated || !cell.witness || cell.witness->legs.empty() || paths == kMostPaths) continue;
    options.cell = &cell;
    add(fmt::format("path-{}", ++paths), options);
  }
  return pictures;
}

std::string evidence_page(const Report& report, const Network& network, const Manifest& manifest, const FileSet& pictures) {
  EvidencePage page;
  page.tool = manifest.tool;
  page.solver = manifest.solver;
  page.snapshot_sha256 = manifest.snapshot_sha256;
  page.partial = manifest.partial;
  for (const FileDigest& it : manifest.inputs) page.inputs.push_back({it.path, it.sha256});
  for (const auto& [path, unused] : pictures) page.pictures.push_back(path);
  for (std::size_t i = 0; i < report.cells.size(); ++i) {
    if (report.cells[i].witness) page.witnesses.emplace(report.cells[i].id, witness_path(report.cells[i], i));
  }
  return render_evidence_page(report, network, page);
}

std::string solver_text(std::string_view file) {
  std::string text;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size() - 1) + 1;
    if (file.front() != ';') text += file.substr(0, end);
    file.remove_prefix(end);
  }
  return text;
}

bool is_evidence_file(std::string_view path) {
  return path == kVerdictsFile || path == kManifestFile || path == kSignatureFile || path == kAssumptionsFile || path == kPageFile ||
         path.starts_with(kInputs) || is_named(path, kObligations, ".smt2") || is_named(path, kCertificates, ".json") ||
         is_named(path, kGraphs, ".json") || is_named(path, kWitnesses, ".json") || is_named(path, kDiagrams, ".svg") ||
         is_named(path, kProofs, kClausesSuffix) || is_named(path, kProofs, kRefutationSuffix);
}

}  // namespace sekimori
