#include "rule_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "config_device.hpp"
#include "config_text.hpp"
#include "sekimori/load/sheet_rows.hpp"
#include "sekimori/load/sheet_words.hpp"

namespace sekimori {
namespace {

enum class Column : std::uint8_t { number, enabled, in, out, src, dst, service, protocol, action, ignored };
constexpr std::size_t kColumns = 10;
constexpr std::size_t kHeadingRows = 30;

struct Heading {
  std::string_view text;  ///< half-width, in lower case, without blanks
  Column column;
};
constexpr Heading kHeadings[] = {{"no", Column::number},
                                 {"no.", Column::number},
                                 {"番号", Column::number},
                                 {"項番", Column::number},
                                 {"id", Column::number},
                                 {"ルール番号", Column::number},
                                 {"ポリシーid", Column::number},
                                 {"有効", Column::enabled},
                                 {"状態", Column::enabled},
                                 {"有効/無効", Column::enabled},
                                 {"enabled", Column::enabled},
                                 {"status", Column::enabled},
                                 {"送信元if", Column::in},
                                 {"送信元インターフェース", Column::in},
                                 {"送信元ゾーン", Column::in},
                                 {"受信インターフェース", Column::in},
                                 {"入力", Column::in},
                                 {"in", Column::in},
                                 {"fromzone", Column::in},
                                 {"sourcezone", Column::in},
                                 {"frominterface", Column::in},
                                 {"宛先if", Column::out},
                                 {"宛先インターフェース", Column::out},
                                 {"宛先ゾーン", Column::out},
                                 {"送信インターフェース", Column::out},
                                 {"出力", Column::out},
                                 {"out", Column::out},
                                 {"tozone", Column::out},
                                 {"destinationzone", Column::out},
                                 {"tointerface", Column::out},
                                 {"送信元", Column::src},
                                 {"送信元アドレス", Column::src},
                                 {"送信元ip", Column::src},
                                 {"送信元ipアドレス", Column::src},
                                 {"source", Column::src},
                                 {"src", Column::src},
                                 {"sourceaddress", Column::src},
                                 {"宛先", Column::dst},
                                 {"宛先アドレス", Column::dst},
                                 {"宛先ip", Column::dst},
                                 {"宛先ipアドレス", Column::dst},
                                 {"送信先", Column::dst},
                                 {"destination", Column::dst},
                                 {"dst", Column::dst},
                                 {"destinationaddress", Column::dst},
                                 {"サービス", Column::service},
                                 {"ポート", Column::service},
                                 {"宛先ポート", Column::service},
                                 {"ポート番号", Column::service},
                                 {"service", Column::service},
                                 {"services", Column::service},
                                 {"port", Column::service},
                                 {"プロトコル", Column::protocol},
                                 {"protocol", Column::protocol},
                                 {"動作", Column::action},
                                 {"アクション", Column::action},
                                 {"処理", Column::action},
                                 {"可否", Column::action},
                                 {"許可/拒否", Column::action},
                                 {"action", Column::action},
                                 {"備考", Column::ignored},
                                 {"用途", Column::ignored},
                                 {"目的", Column::ignored},
                                 {"名称", Column::ignored},
                                 {"ログ", Column::ignored},
                                 {"log", Column::ignored},
                                 {"comment", Column::ignored},
                                 {"name", Column::ignored},
                                 {"description", Column::ignored}};

std::string folded(std::string_view text) {
  std::string key = heading_key(text);
  std::erase_if(key, [](char c) { return c == '_' || c == '-'; });
  return key;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}
constexpr std::array<std::string_view, 8> kPermits = {"permit", "allow", "accept", "pass", "許可", "可", "○", "通過"};
constexpr std::array<std::string_view, 9> kDenies = {"deny", "drop", "reject", "block", "拒否", "破棄", "不可", "×", "遮断"};
constexpr std::array<std::string_view, 7> kOff = {"無効", "disabled", "disable", "off", "no", "×", "停止"};

class SheetReader {
 public:
  SheetReader(Network& network, Reporter& reporter, DeviceId device) : network_(network), reporter_(reporter), device_(device) {}

  void run(const std::vector<CsvRow>& rows) {
    const auto head = heading_row(rows);
    if (!head) return;
    Firewall firewall;
    firewall.at = rows[*head].front().at;
    for (std::size_t i = *head + 1; i < rows.size(); ++i) {
      if (auto rule = read_row(rows[i])) firewall.rules.push_back(std::move(*rule));
    }
    if (failed_) return;
    network_.assumptions.push_back({Effect::harmless, device_, firewall.at, "rule-sheet", fmt::format("{} rules", firewall.rules.size()),
                                    "the rules are what the sheet says; whether the firewall has these is not known"});
    network_.devices[device_.index].firewall = std::move(firewall);
  }

 private:
  /// The first row with the four columns that are needed; what is above are titles.
  std::optional<std::size_t> heading_row(const std::vector<CsvRow>& rows) {
    for (std::size_t r = 0; r < std::min(rows.size(), kHeadingRows); ++r) {
      place_.fill(std::nullopt);
      std::vector<const CsvCell*> unknown;
      for (std::size_t i = 0; i < rows[r].size(); ++i) {
        const auto* known = std::ranges::find(kHeadings, folded(rows[r][i].text), &Heading::text);
        if (known == std::end(kHeadings)) {
          if (!rows[r][i].text.empty()) unknown.push_back(&rows[r][i]);
          continue;
        }
        auto& place = place_[static_cast<std::size_t>(known->column)];
        if (!place) place = i;
      }
      const auto has = [&](Column column) { return place_[static_cast<std::size_t>(column)].has_value(); };
      if (!has(Column::src) || !has(Column::dst) || !has(Column::action)) continue;
      if (!has(Column::service)) {
        reporter_.error(rows[r].front().at, "D019", "a sheet of rules needs the column 'service'");
        return std::nullopt;
      }
      for (const CsvCell* cell : unknown) reporter_.warning(cell->at, "P125", fmt::format("the column {} is not read", shown(cell->text)));
      return r;
    }
    reporter_.error(rows.empty() ? SourceRange{} : rows[0].front().at, "D019",
                    "a sheet of rules needs the columns source, destination, service and action");
    return std::nullopt;
  }

  /// 同上 is what the cell above says.
  CsvCell cell(const CsvRow& row, Column column) {
    const auto place = place_[static_cast<std::size_t>(column)];
    if (!place) return {"", row.front().at};
    CsvCell found = *place < row.size() ? row[*place] : CsvCell{"", row.front().at};
    CsvCell& above = above_[static_cast<std::size_t>(column)];
    if (is_ditto(found.text)) {
      if (above.text.empty()) fail(found, "there is nothing above that it could repeat");
      found.text = above.text;
    }
    above = found;
    return found;
  }

  void fail(const CsvCell& cell, const std::string& why) {
    failed_ = true;
    reporter_.error(cell.at, "D018", why);
  }

  std::optional<FirewallRule> read_row(const CsvRow& row) {
    const CsvCell number = cell(row, Column::number), enabled = cell(row, Column::enabled), in = cell(row, Column::in),
                  out = cell(row, Column::out);
    const CsvCell src = cell(row, Column::src), dst = cell(row, Column::dst), service = cell(row, Column::service),
                  protocol = cell(row, Column::protocol);
    const CsvCell action = cell(row, Column::action);
    if (src.text.empty() && dst.text.empty() && action.text.empty()) return std::nullopt;  // a note, or an empty line of the table
    if (is_one_of(folded(enabled.text), kOff)) return std::nullopt;
    FirewallRule rule;
    const std::string what = folded(action.text);
    if (!is_one_of(what, kPermits) && !is_one_of(what, kDenies))
      fail(action, fmt::format("{} is no action: permit or deny", shown(action.text)));
    rule.rule.action = is_one_of(what, kPermits) ? Action::permit : Action::deny;
    rule.in = interfaces(in);
    rule.out = interfaces(out);
    rule.rule.match.src = addresses(src);
    rule.rule.match.dst = addresses(dst);
    rule.rule.match.services = services(service, protocol);
    rule.rule.at = row.front().at;
    rule.rule.label = number.text;
    return rule;
  }

  static std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts;
    for (const std::string_view part : split(text, ';')) {
      const std::size_t first = part.find_first_not_of(' ');
      if (first != std::string_view::npos) parts.emplace_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
    }
    return parts;
  }

  /// Empty: any.
  std::vector<InterfaceId> interfaces(const CsvCell& cell) {
    std::vector<InterfaceId> all;
    if (cell.text.empty() || is_anything(half_width(cell.text))) return all;
    for (const std::string& name : parts_of(with_semicolons(cell.text))) {
      const auto found = find_interface(network_, device_, name);
      if (found)
        all.push_back(*found);
      else
        fail(cell, fmt::format("{} has no interface {}", network_.at(device_).name, shown(name)));
    }
    return all;
  }

  std::vector<AddressPattern> addresses(const CsvCell& cell) {
    if (is_anything(half_width(cell.text))) return any_address();
    std::vector<AddressPattern> all;
    const auto add_set = [&](const AddressSet& set) {
      const auto more = patterns_of(set);
      all.insert(all.end(), more.begin(), more.end());
    };
    for (const std::string& name : parts_of(with_semicolons(cell.text))) {
      if (const auto host = find_host(network_, name)) {
        for (const Attachment& it : network_.at(*host).attachments) {
          add_set(it.v4);
          add_set(it.v6);
        }
        continue;
      }
      bool known = true;
      const auto parts = parts_of(addresses_text_of(name));
      for (const std::string& part : parts) {
        const auto prefix = parse_prefix(part);
        known = known && prefix.has_value();
        if (prefix) all.push_back(AddressPattern::of(*prefix));
      }
      if (!known || parts.empty()) fail(cell, fmt::format("{} is neither an address nor a host of network.yaml", shown(name)));
    }
    if (all.empty() && !failed_) fail(cell, "empty: write an address, or any");
    return all;
  }

  std::vector<ServiceBox> services(const CsvCell& cell, const CsvCell& protocol) {
    if (cell.text.empty() && protocol.text.empty()) fail(cell, "empty: write a service, or any");
    const std::string text = services_text_of(cell.text.empty() ? "any" : cell.text, half_width(protocol.text));
    std::vector<ServiceBox> all;
    for (const std::string& part : parts_of(text)) {
      const auto box = parse_service(part);
      if (box)
        all.push_back(*box);
      else
        fail(cell, fmt::format("{} is no service: tcp/443, udp/53, icmp, any", shown(part)));
    }
    return all;
  }

  Network& network_;
  Reporter& reporter_;
  DeviceId device_;
  std::array<std::optional<std::size_t>, kColumns> place_;
  std::array<CsvCell, kColumns> above_;
  bool failed_ = false;
};

}  // namespace

void read_rule_sheet(std::string_view path, std::string_view bytes, Network& network, Reporter& reporter) {
  const std::string name = stem_of(path);
  const auto device = find_device(network, name);
  if (!device) {
    return reporter.error({network.sources.add(std::string(path), ""), 0, 0}, "D016",
                          fmt::format("there is no device {}; a sheet of rules is called by its device", shown(name)));
  }
  // What a config says is not made narrower by what somebody wrote into a table.
  const bool has_config = std::ranges::any_of(network.config_lines, [&](const ConfigLines& it) { return it.device == *device; });
  if (network.at(*device).firewall || has_config) {
    return reporter.error({network.sources.add(std::string(path), ""), 0, 0}, "D017",
                          fmt::format("{} has rules already, in its config or in network.yaml; keep one", name));
  }
  const auto rows = read_sheet_rows(path, bytes, "", network.sources, reporter);
  if (rows) SheetReader(network, reporter, *device).run(*rows);
}

}  // namespace sekimori
