// A folder of files to a Network: configs first (they name their devices), then network.yaml (which adds to them), then cables that a
// Batfish snapshot lists. No file is passed over in silence: it is read, or it is known to be for somebody else, or a warning names it.
#include "sekimori/load/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "config_text.hpp"
#include "file_kind.hpp"
#include "linux.hpp"
#include "network_file.hpp"
#include "rule_sheet.hpp"
#include "sekimori/load/front_end.hpp"
#include "sekimori/load/reader.hpp"
#include "sekimori/load/text.hpp"
#include "sekimori/model/host_filter.hpp"
#include "snapshot_layer1.hpp"
#include "state_layer2.hpp"
#include "state_routes.hpp"
#include "unpack_xz.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kMaxConfig = 32U * 1024U * 1024U;
constexpr std::size_t kMaxUnpacked = 256U * 1024U * 1024U;  // of all packed files
constexpr std::size_t kRecognised = 1024U * 1024U;          // no front end needs more of a text to tell whether it is its own
constexpr std::string_view kNetworkFile = "network.yaml";
constexpr std::string_view kConfigs = "configs/";
constexpr std::string_view kCabling[] = {"layer1_topology.json", "batfish/layer1_topology.json"};
/// Read by other parts of the program, or for people.
constexpr std::string_view kOthers[] = {"policy.yaml", "ledger.csv", "ledger.xlsx", "matrix.csv", "matrix.xlsx", ".gitignore"};
constexpr std::string_view kOtherFolders[] = {"scenarios/", "expected/", "variants/", "packs/"};
constexpr std::string_view kNoConfig[] = {".md",  ".json", ".yaml", ".yml",  ".csv", ".xlsx",
                                          ".pdf", ".png",  ".svg",  ".html", ".py",  ".bazel"};

bool is_safe(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos || path.find('\0') != std::string_view::npos)
    return false;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part.empty() || part == "." || part == "..") return false;
    start = end + 1;
  }
  return true;
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

template <class Range>
bool ends_with_any(std::string_view text, const Range& ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

/// Of a config that no front end reads: every line is assumed, by the one assumption about its device.
LineCounts unread_lines(std::string_view text) {
  LineCounts counts;
  while (!text.empty()) {
    const bool blank = without_indent(take_line(text)).empty();
    ++(blank ? counts.blank : counts.assumed);
  }
  return counts;
}

class SnapshotLoader {
 public:
  SnapshotLoader(const FileSet& files, std::string_view name) : reporter_(diagnostics_) {
    network_.name = std::string(name);
    network_.sites.push_back({"main", "", {}});  // stands while network.yaml declares none
    for (const auto& [path, text] : files) {
      if (is_safe(path)) {
        files_.emplace(path, path.ends_with(".xz") ? unpacked(text) : &text);
      } else {
        reporter_.error({network_.sources.add(shown(path), ""), 0, 0}, "D002", "the path leaves the folder or is not relative; not read");
      }
    }
  }

  LoadedNetwork run() {
    find_hosts();
    find_host_configs();
    for (const std::string& path : configs()) load_config(path);
    load_linux_devices();
    load_network_file();
    load_batfish_hosts();
    load_cabling();
    load_host_filters();
    load_rule_sheets();
    load_states();
    name_the_unread();
    sort_diagnostics(diagnostics_);
    LoadedNetwork result;
    result.sources = network_.sources;
    if (!has_error(diagnostics_)) result.network = std::move(network_);
    result.diagnostics = std::move(diagnostics_);
    return result;
  }

 private:
  struct BatfishHost {
    std::string path, root;  ///< `root`: of its snapshot, "" or with a slash at the end
    Document document;
  };

  /// What the file holds; itself where it is damaged or holds too much.
  const std::string* unpacked(const std::string& packed) {
    auto text = unpack_xz(packed, std::min(kMaxConfig, kMaxUnpacked - unpacked_bytes_));
    if (!text) return &packed;
    unpacked_bytes_ += text->size();
    return &unpacked_.emplace_back(std::move(*text));
  }

  [[nodiscard]] bool has_folder(std::string_view folder) const {
    const auto first = files_.lower_bound(folder);
    return first != files_.end() && first->first.starts_with(folder);
  }

  /// No configs/ and no network.yaml: a folder of anything, perhaps of several Batfish snapshots.
  [[nodiscard]] bool any_depth() const { return !files_.contains(kNetworkFile) && !has_folder(kConfigs); }

  /// `hosts/*.json` of a Batfish snapshot, and what their `iptablesFile` names, which is no device of its own.
  void find_hosts() {
    for (const auto& [path, text] : files_) {
      const std::size_t folder = path.starts_with("hosts/") ? 0 : any_depth() ? path.rfind("/hosts/") : std::string::npos;
      if (folder == std::string::npos || !path.ends_with(".json")) continue;
      auto document = parse(path);
      if (!document) continue;
      const std::string root = folder == 0 ? "" : path.substr(0, folder + 1);
      const Document* filter = document->find("iptablesFile");
      if (filter != nullptr && filter->scalar() != nullptr) read_.insert(root + *filter->scalar());
      hosts_.push_back({path, root, std::move(*document)});
    }
  }

  /// Everything under configs/; without that folder and without network.yaml, every file that may be a config.
  std::vector<std::string> configs() {
    const bool has_network_file = files_.contains(kNetworkFile);
    std::vector<std::string> result;
    for (const auto& [path, text] : files_) {
      const bool may_be = !ends_with_any(path, kNoConfig) && !is_for_others(path) && !is_no_text(*text);
      if (read_.contains(path) || listing_kind(path, *text) != ListingKind::none) continue;
      if (any_depth() ? may_be : path.starts_with(kConfigs)) result.push_back(path);
    }
    const bool has_topology =
        std::ranges::any_of(files_, [](const auto& it) { return it.first.ends_with(".clab.yml") || it.first.ends_with(".clab.yaml"); });
    if (result.empty() && !has_network_file && !has_topology) {
      const bool misnamed = files_.contains("network.yml");
      reporter_.error(
          {network_.sources.add(kNetworkFile, ""), 0, 0}, "D001",
          fmt::format("the folder has no network.yaml and no configs/{}", misnamed ? "; rename network.yml to network.yaml" : ""));
    }
    return result;
  }

  enum class ListingKind : std::uint8_t { none, routes, layer2 };
  /// What state the text lists, found out once for each file.
  ListingKind listing_kind(const std::string& path, std::string_view text) {
    const auto known = listing_kinds_.find(path);
    if (known != listing_kinds_.end()) return known->second;
    const ListingKind kind = is_routing_listing(text)  ? ListingKind::routes
                             : is_layer2_listing(text) ? ListingKind::layer2
                                                       : ListingKind::none;
    return listing_kinds_.emplace(path, kind).first->second;
  }

  struct Decoded {
    FileId file;
    std::string_view text;  ///< of the file set, or of `decoded_`
  };
  /// The text as UTF-8, in the table of sources; nullopt when it is not text.
  std::optional<Decoded> decode(const std::string& path) {
    const std::string& bytes = *files_.find(path)->second;
    if (bytes.size() > kMaxConfig) {
      reporter_.error({network_.sources.add(path, ""), 0, 0}, "D003",
                      fmt::format("the file is larger than {} MiB", kMaxConfig / 1024 / 1024));
      return std::nullopt;
    }
    const std::size_t nul = bytes.find('\0');
    if (nul != std::string::npos) {
      const auto line =
          static_cast<std::uint32_t>(1 + std::ranges::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(nul), '\n'));
      reporter_.error({network_.sources.add(path, ""), line, 0}, "D004",
                      "a NUL byte: this is no text, so no config; take the file out of the folder");
      return std::nullopt;
    }
    const std::string_view text = without_bom(bytes);
    // Control characters are common in configs (banners, ^C): only the encoding matters here.
    if (is_utf8(text)) return Decoded{network_.sources.add(path, text), text};
    auto from_cp932 = decode_cp932(text);
    const std::string_view decoded = decoded_.emplace_back(from_cp932 ? std::move(*from_cp932) : replace_invalid(text));
    const FileId file = network_.sources.add(path, decoded);
    reporter_.warning({file, 0, 0}, from_cp932 ? "D005" : "D006",
                      from_cp932 ? "read as CP932 (Shift_JIS)" : "neither UTF-8 nor CP932; the bytes that are no text are read as U+FFFD");
    return Decoded{file, decoded};
  }

  /// "fw" of "configs/fw/iptables-save": a folder of its own is one device if Linux files are in it.
  static std::string device_folder(std::string_view path) {
    if (!path.starts_with(kConfigs)) return {};
    path.remove_prefix(kConfigs.size());
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos || path.find('/', slash + 1) != std::string_view::npos ? std::string()
                                                                                                  : std::string(path.substr(0, slash));
  }

  /// What network.yaml gives to hosts is no device of its own.
  void find_host_configs() {
    const auto file = files_.find(kNetworkFile);
    if (file == files_.end() || file->second->find("config") == std::string::npos) return;
    Diagnostics ignored;  // reported when it is read
    if (const auto document = parse_document(*file->second, FileId{}, ignored)) wanted_by_hosts_ = host_configs_named(*document);
  }

  [[nodiscard]] std::vector<ConfigFile> parts_of(const std::string& name) const {
    std::vector<ConfigFile> parts;
    for (const LinuxFile& it : linux_files_.at(name)) parts.push_back({it.file, it.path, it.text});
    return parts;
  }

  void load_linux_devices() {
    for (const auto& [name, files] : linux_files_) {
      if (!wanted_by_hosts_.contains(name)) static_cast<void>(load_linux_device(name, parts_of(name), network_, diagnostics_));
    }
  }

  /// When all cables are known, as the filters bring some of their own.
  void load_host_filters() {
    for (const HostConfig& config : host_configs_) load_host_filter(config, parts_of(config.name), network_, reporter_, diagnostics_);
    settle_host_filters(network_);
  }

  void load_config(const std::string& path) {
    read_.insert(path);
    const auto decoded = decode(path);
    if (!decoded) return;
    const auto& [file, text] = *decoded;
    const std::string_view head = text.substr(0, kRecognised);
    if (const std::string folder = device_folder(path); !folder.empty() && recognise_linux(head) > 0) {
      linux_files_[folder].push_back({file, path, text});
      return;
    }
    if (const std::string name = stem_of(path); wanted_by_hosts_.contains(name) && recognise_linux(head) > 0) {
      linux_files_[name].push_back({file, path, text});
      return;
    }
    const FrontEnd* best = nullptr;
    int best_score = 0;
    for (const FrontEnd& candidate : front_ends()) {
      const int score = candidate.recognise(head);
      if (score > best_score) best = &candidate;
      best_score = std::max(score, best_score);
    }
    if (best == nullptr) return add_unread_config(path, file, text);
    const std::size_t before = diagnostics_.size();
    const auto device = best->load({file, path, text}, network_, diagnostics_);
    if (!device && any_depth() && rename_duplicate(path, before)) return;
    const bool explained = std::any_of(diagnostics_.begin() + static_cast<std::ptrdiff_t>(before), diagnostics_.end(),
                                       [](const Diagnostic& d) { return d.severity == Severity::error; });
    if (!device && !explained) add_unread_config(path, file, text);
  }

  /// In a folder of several snapshots one name may stand for several devices: the later is called by its path. False for another error.
  bool rename_duplicate(const std::string& path, std::size_t before) {
    if (diagnostics_.size() != before + 1 || diagnostics_.back().code != "C002") return false;
    const SourceRange at = diagnostics_.back().at;
    diagnostics_.pop_back();
    reporter_.warning(at, "D009", fmt::format("device '{}' exists already; this one is called '{}'", network_.devices.back().name, path));
    network_.devices.back().name = path;
    return true;
  }

  /// A device that we know only by the name of its file. It may do anything; it is never left out.
  void add_unread_config(const std::string& path, FileId file, std::string_view text) {
    std::string name(file_name(path));
    name = name.substr(0, name.rfind('.'));
    if (name.empty() || find_device(network_, name)) name = path;
    reporter_.warning(
        {file, 0, 0}, "D007",
        fmt::format("no front end reads this config ({}); device '{}' may pass or drop anything", kind_of_file(path, text), name));
    const DeviceId device = add_unknown_device(network_, name, {file, 0, 0}, fmt::format("the config {}", path),
                                               "no front end reads this config, so the device may pass or drop anything");
    network_.config_lines.push_back({file, device, unread_lines(text), {}});
    network_.devices[device.index].attributes["config kind"] = std::string(kind_of_file(path, text));
  }

  std::optional<Document> parse(const std::string& path) {
    read_.insert(path);
    const std::string& text = *files_.find(path)->second;
    return parse_document(text, network_.sources.add(path, text), diagnostics_);
  }

  void load_network_file() {
    if (!files_.contains(kNetworkFile)) {
      network_.cabling_inferred = network_.devices.size() > 1;
      return;
    }
    std::set<std::string, std::less<>> linux_configs;
    for (const auto& [name, files] : linux_files_) linux_configs.insert(name);
    if (const auto document = parse(std::string(kNetworkFile)))
      host_configs_ = read_network_file(*document, network_, reporter_, linux_configs);
    guesses_cables_ = network_.cabling_inferred && !network_.links.empty();
  }

  void load_batfish_hosts() {
    for (const BatfishHost& host : hosts_) {
      const auto device = read_batfish_host(host.document, host.path, network_, reporter_);
      if (!device) continue;
      add_host_filter(host, *device);
      assume_linux_services(network_, *device, host.document.at);
    }
    if (!files_.contains(kNetworkFile)) network_.cabling_inferred = network_.devices.size() > 1;
  }

  /// `iptablesFile` of a Batfish host.
  void add_host_filter(const BatfishHost& host, DeviceId device) {
    const Document* name = host.document.find("iptablesFile");
    if (name == nullptr || name->scalar() == nullptr) return;
    const std::string path = host.root + *name->scalar();
    if (!files_.contains(path)) {
      reporter_.warning(name->at, "D008", fmt::format("there is no file '{}' in the folder", shown(path)));
      network_.assumptions.push_back(
          {Effect::may_both, device, name->at, "undefined-reference", "iptablesFile", "its packet filter is not in the folder"});
      return;
    }
    if (const auto decoded = decode(path)) add_iptables({decoded->file, path, decoded->text}, device, network_, diagnostics_);
  }

  void load_cabling() {
    for (const std::string_view path : kCabling) {
      if (!files_.contains(path)) continue;
      if (const auto document = parse(std::string(path))) read_layer1(*document, network_, reporter_);
      settle_cabling();
      return;
    }
    load_containerlab();
  }

  /// The one containerlab topology of a folder. Of several, none: they are different labs.
  void load_containerlab() {
    std::vector<std::string> topologies;
    for (const auto& [path, text] : files_) {
      if (path.ends_with(".clab.yml") || path.ends_with(".clab.yaml")) topologies.push_back(path);
    }
    if (topologies.size() != 1) return;
    const auto document = parse(topologies.front());
    if (!document) return;
    read_containerlab(*document, network_, reporter_);
    settle_cabling();
  }

  /// Listed cables say who is cabled to whom, unless network.yaml guesses some (E2).
  void settle_cabling() {
    if (!network_.links.empty() && !guesses_cables_) network_.cabling_inferred = false;
  }

  /// `rules/DEVICE.csv`, `rules/DEVICE.xlsx`.
  void load_rule_sheets() {
    for (const auto& [path, bytes] : files_) {
      if (!path.starts_with("rules/") || (!path.ends_with(".csv") && !path.ends_with(".xlsx"))) continue;
      read_.insert(path);
      read_rule_sheet(path, *bytes, network_, reporter_);
    }
  }

  /// Collected state, wherever it is in the folder: routing tables are in force, the others are compared.
  void load_states() {
    std::vector<StateFile> routes, layer2;
    for (const auto& [path, text] : files_) {
      if (read_.contains(path) || is_no_text(*text) || is_for_others(path)) continue;
      const ListingKind kind = listing_kind(path, *text);
      if (kind == ListingKind::none) continue;
      read_.insert(path);
      (kind == ListingKind::routes ? routes : layer2).push_back({path, *text, network_.sources.add(path, replace_invalid(*text))});
    }
    note_rows(routes, apply_routing_listings(network_, routes, reporter_), "routing table, {} routes");
    note_rows(layer2, compare_layer2_listings(network_, layer2, reporter_), "layer-2 or ARP listing, {} rows");
  }

  void note_rows(const std::vector<StateFile>& files, const std::vector<std::size_t>& counts, std::string_view words) {
    for (std::size_t i = 0; i < files.size(); ++i) state_kinds_[files[i].path] = fmt::format(fmt::runtime(words), counts[i]);
  }

  static bool is_for_others(std::string_view path) {
    const auto starts = [&](std::string_view folder) { return path.starts_with(folder); };
    return std::ranges::find(kOthers, path) != std::end(kOthers) || file_name(path).starts_with("README") ||
           file_name(path).starts_with("LICENSE") || path.ends_with(".md") || std::ranges::any_of(kOtherFolders, starts);
  }

  /// One warning for each file, or for each whole folder, that nobody reads.
  void name_the_unread() {
    std::map<std::string, std::size_t> folders;
    std::set<std::string, std::less<>> rows;
    for (const ConfigLines& it : network_.config_lines) rows.emplace(network_.sources.path(it.file));
    for (const auto& [path, text] : files_) {
      const bool has_row = rows.contains(path);
      if (read_.contains(path)) {
        const auto state = state_kinds_.find(path);
        const std::string kind = state == state_kinds_.end() ? std::string(kind_of_file(path, *text)) : state->second;
        if (!has_row) network_.other_files.push_back({path, kind, "read"});
        continue;
      }
      const bool elsewhere = is_for_others(path);
      network_.other_files.push_back(
          {path, std::string(kind_of_file(path, *text)), elsewhere ? "not part of the network" : "unsupported format"});
      if (elsewhere) continue;
      ++folders[path.substr(0, path.find('/') + 1)];
      if (path.find('/') == std::string::npos) reporter_.warning({network_.sources.add(path, ""), 0, 0}, "D008", "this file is not read");
    }
    for (const auto& [folder, count] : folders) {
      if (folder.empty()) continue;
      reporter_.warning(
          {network_.sources.add(folder, ""), 0, 0}, "D008",
          fmt::format("{} in this folder {} not read", count == 1 ? "a file" : fmt::format("{} files", count), count == 1 ? "is" : "are"));
    }
  }

  struct LinuxFile {
    FileId file;
    std::string path;
    std::string_view text;
  };

  std::map<std::string, const std::string*, std::less<>> files_;
  std::deque<std::string> unpacked_;
  std::size_t unpacked_bytes_ = 0;
  std::deque<std::string> decoded_;  ///< texts that were not UTF-8
  std::map<std::string, ListingKind, std::less<>> listing_kinds_;
  std::map<std::string, std::vector<LinuxFile>> linux_files_;
  std::set<std::string, std::less<>> wanted_by_hosts_;
  std::vector<HostConfig> host_configs_;
  std::vector<BatfishHost> hosts_;
  std::map<std::string, std::string> state_kinds_;  ///< of collected state: what it is, and how much
  std::set<std::string, std::less<>> read_;
  bool guesses_cables_ = false;
  Network network_;
  Diagnostics diagnostics_;
  Reporter reporter_;
};

}  // namespace

LoadedNetwork load_network(const FileSet& files, std::string_view name) { return SnapshotLoader(files, name).run(); }

}  // namespace sekimori
