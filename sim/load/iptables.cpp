// iptables-save and ip6tables-save, line by line (iptables-save(8)): "*table", ":CHAIN POLICY [packets:bytes]", "-A CHAIN …", "COMMIT".
#include <fmt/format.h>

#include <algorithm>

#include "config_text.hpp"
#include "linux_reader.hpp"

namespace sekimori::linux_host {
namespace {

using netfilter::Chain;
using netfilter::Rule;
using netfilter::Table;

/// Chains of the kernel; every other is the user's own.
constexpr std::string_view kBuiltIn[] = {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"};

bool is_built_in(std::string_view chain) { return std::ranges::find(kBuiltIn, chain) != std::end(kBuiltIn); }

class TextReader {
 public:
  TextReader(ConfigDevice& config, Family family, const Ipsets& sets) : config_(config), family_(family), sets_(sets) {}

  Iptables run() {
    const auto lines = static_cast<std::uint32_t>(config_.taken.size());
    for (line_ = 1; line_ <= lines; ++line_) {
      if (!read_line(line_of(config_, line_))) {
        assume(config_, line_, {Effect::may_both, config_.id, "unknown-line", "not understood: the device may do anything because of it"});
      }
    }
    check_calls();
    return {std::move(tables_), std::move(untracked_)};
  }

 private:
  bool read_line(std::string_view text) {
    if (text.starts_with('[')) {  // iptables-save -c
      const std::size_t end = text.find(']');
      if (end == std::string_view::npos) return false;
      text.remove_prefix(std::min(text.find_first_not_of(' ', end + 1), text.size()));
    }
    if (text.empty() || text.front() == '#') {
      take(config_, line_, LineTaken::blank);
      return true;
    }
    if (text == "COMMIT") {
      table_ = nullptr;
      return understood();
    }
    if (text.front() == '*') return read_table(text.substr(1));
    if (table_ == nullptr) return false;
    if (text.front() == ':') return read_chain(words_of(text.substr(1)));
    return read_command(iptables_words(text).words);
  }

  bool understood() {
    take(config_, line_, LineTaken::understood);
    return true;
  }

  bool read_table(std::string_view name) {
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    constexpr std::string_view kTables[] = {"filter", "nat", "mangle", "raw", "security"};
    if (std::ranges::find(kTables, name) == std::end(kTables)) return false;
    table_name_ = std::string(name);
    table_ = &tables_[table_name_];
    table_->family = family_;
    return understood();
  }

  bool read_chain(const std::vector<std::string_view>& words) {
    if (words.empty()) return false;
    Chain& chain = table_->chains[std::string(words[0])];
    chain.at = config_.at(line_);
    if (words.size() > 1 && words[1] == "ACCEPT") chain.policy = Action::permit;
    if (words.size() > 1 && words[1] == "DROP") chain.policy = Action::deny;
    if (words.size() > 1 && words[1] != "ACCEPT" && words[1] != "DROP" && words[1] != "-") return false;
    // A policy of the tables that do not filter may only drop.
    if (chain.policy == Action::deny && table_name_ != "filter") {
      assume(config_, line_,
             {Effect::may_close, config_.id, "unsupported", fmt::format("the table '{}' is taken to drop nothing", table_name_)});
    }
    return understood();
  }

  Chain& chain_of(std::string_view name) {
    const auto known = table_->chains.find(name);
    return known != table_->chains.end() ? known->second : table_->chains[std::string(name)];
  }

  bool read_command(std::span<const std::string_view> words) {
    if (words.size() < 2) return false;
    const std::string_view verb = words[0];
    if (verb == "-P" || verb == "--policy") {
      if (words.size() != 3 || (words[2] != "ACCEPT" && words[2] != "DROP")) return false;
      Chain& chain = chain_of(words[1]);
      chain.policy = words[2] == "ACCEPT" ? Action::permit : Action::deny;
      chain.at = config_.at(line_);
      return understood();
    }
    if (verb == "-N" || verb == "--new-chain") {
      chain_of(words[1]).at = config_.at(line_);
      return words.size() == 2 && understood();
    }
    if (verb == "-A" || verb == "--append") {
      Chain& chain = chain_of(words[1]);
      return read_rule_line(words, 2, chain, chain.rules.size());
    }
    if (verb == "-I" || verb == "--insert") {
      Chain& chain = chain_of(words[1]);
      const auto number = words.size() > 2 ? read_number(words[2], 1'000'000) : std::nullopt;
      const std::size_t place = number ? *number - std::min(1U, *number) : 0;
      return place <= chain.rules.size() && read_rule_line(words, number ? 3 : 2, chain, place);
    }
    return false;
  }

  bool read_rule_line(std::span<const std::string_view> words, std::size_t first, Chain& chain, std::size_t place) {
    RuleText text = read_rule(words, first, config_, family_, sets_);
    text.rule.at = config_.at(line_);
    understood();
    if (text.opens) {
      assume(config_, line_, {Effect::may_open, config_.id, "unsupported", "a helper admits further connections, which are not modelled"});
    }
    if (text.unknown_target) {
      assume(config_, line_,
             {Effect::may_both, config_.id, "unsupported", fmt::format("what the target {} does is not modelled", text.target)});
    }
    const bool not_tracked = text.target == "NOTRACK";
    if (table_name_ == "raw" && not_tracked) {
      untracked_.insert(untracked_.end(), text.rule.when.begin(), text.rule.when.end());
    }
    note_unmodelled(text);
    const auto* jump = std::get_if<netfilter::Jump>(&text.rule.target);
    if (jump != nullptr && !table_->chains.contains(jump->chain)) calls_.push_back({table_name_, jump->chain, line_});
    chain.rules.insert(chain.rules.begin() + static_cast<std::ptrdiff_t>(place), std::move(text.rule));
    return true;
  }

  void note_unmodelled(const RuleText& text) {
    const bool decides = !std::holds_alternative<netfilter::Continue>(text.rule.target);
    if (!decides) return;
    const bool drops = std::holds_alternative<netfilter::Drop>(text.rule.target);
    if (table_name_ != "filter" && table_name_ != "nat") {
      if (drops)
        assume(config_, line_,
               {Effect::may_close, config_.id, "unsupported", fmt::format("the table '{}' is taken to drop nothing", table_name_)});
      return;
    }
    if (!text.unmodelled.empty()) {
      const bool translates = table_name_ == "nat";
      assume(
          config_, line_,
          {translates ? Effect::may_both : Effect::may_close, config_.id, "condition",
           translates ? fmt::format("the condition {} is not modelled: what is translated is not known", fmt::join(text.unmodelled, ", "))
                      : fmt::format("the condition {} is not modelled: the rule may accept less, or drop what is taken to pass",
                                    fmt::join(text.unmodelled, ", "))});
    }
    if (drops && text.rule.states && *text.rule.states != netfilter::kEveryState && (*text.rule.states & (netfilter::kNew)) != 0) {
      assume(config_, line_,
             {Effect::may_close, config_.id, "condition", "dropping by the state of a connection is taken to drop nothing"});
    }
  }

  /// A chain, or a target extension, that was not there when it was called and has not come since.
  void check_calls() {
    for (const Call& call : calls_) {
      if (tables_[call.table].chains.contains(call.chain)) continue;
      assume(
          config_, call.line,
          {Effect::may_both, config_.id, "undefined-reference", fmt::format("neither a chain nor a target that is known: {}", call.chain)});
    }
    for (auto& [name, table] : tables_) {
      for (auto& [chain, rules] : table.chains) {
        if (!rules.policy && is_built_in(chain)) rules.policy = Action::permit;
      }
    }
  }

  struct Call {
    std::string table, chain;
    std::uint32_t line = 0;
  };

  ConfigDevice& config_;
  Family family_;
  const Ipsets& sets_;
  std::map<std::string, Table, std::less<>> tables_;
  Table* table_ = nullptr;
  std::string table_name_;
  std::vector<Call> calls_;
  std::uint32_t line_ = 0;
  std::vector<netfilter::Condition> untracked_;
};

}  // namespace

Iptables read_iptables(ConfigDevice& config, Family family, const Ipsets& sets) { return TextReader(config, family, sets).run(); }

std::vector<std::string> interfaces_in_iptables(std::string_view text) {
  std::vector<std::string> names;
  std::string_view last;
  const auto take_word = [&](std::size_t& at) {
    at = std::min(text.find_first_not_of(' ', at), text.size());
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end;
    return word;
  };
  for (std::size_t at = text.find('-', 1); at != std::string_view::npos; at = text.find('-', at + 1)) {
    if (text[at - 1] != ' ' || at + 2 >= text.size() || text[at + 2] != ' ' || (text[at + 1] != 'i' && text[at + 1] != 'o')) continue;
    std::size_t next = at + 2;
    std::string_view name = take_word(next);
    if (name == "!") name = take_word(next);
    const bool fits = !name.empty() && name.size() <= 15 && name.back() != '+' && name != "lo" && name != last;  // IFNAMSIZ
    if (!fits) continue;
    last = name;
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
    if (names.size() >= 4'096) break;
  }
  return names;
}

void add_hooks(const Iptables& from, netfilter::Ruleset& ruleset) {
  const auto add = [&](std::string_view name, std::string_view chain, std::vector<netfilter::Hook>& to) {
    const auto table = from.tables.find(name);
    if (table != from.tables.end() && table->second.chains.contains(chain)) to.push_back({&table->second, std::string(chain)});
  };
  add("filter", "FORWARD", ruleset.forward);
  add("filter", "INPUT", ruleset.input);
  add("filter", "OUTPUT", ruleset.output);
  add("nat", "PREROUTING", ruleset.destination);
  add("nat", "POSTROUTING", ruleset.source);
  ruleset.untracked.insert(ruleset.untracked.end(), from.untracked.begin(), from.untracked.end());
}

}  // namespace sekimori::linux_host
