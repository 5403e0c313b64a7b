#include "phrases.hpp"

#include <vector>

namespace sekimori {

namespace {

// The first that fits counts: longer ones stand before those they contain.
constexpr Phrase kPhrases[] = {
    // Endpoints
    {"rest of the segment at {} VLAN {} ({})", "{} のVLAN {} 上の未登録端末（{}）"},
    {"rest of the segment at {} VLAN {}", "{} のVLAN {} 上の未登録端末"},
    {"rest of the segment at {}", "{} のセグメント上の未登録端末"},
    {"self of {}", "機器 {} 自身"},
    {"unknown peer of {}", "{} の不明な対向先"},
    // Why an endpoint passes data on
    {"external network", "外部ネットワーク"},
    {"relays what it holds", "受け取ったデータを中継しうる"},
    {"its management plane is reachable", "管理機能に到達できる"},
    {"undeclared endpoint, relays", "未登録の端末であり、中継しうる"},
    // Layer 2
    {"floods VLAN {}", "VLAN {} の全ポートへ転送"},
    {"bridges everything", "全フレームを全ポートへ転送"},
    {"double tagging: native VLAN {} hides VLAN {}", "二重タグ: ネイティブVLAN {} の内側にVLAN {}"},
    {"tunnel without encryption", "暗号化されていないトンネル"},
    {"tunnel without a known far end", "対向先の不明なトンネル"},
    {"non-IP frame on its segment", "同一セグメント上の非IPフレーム"},
    {"non-IP frame", "非IPフレーム"},
    // Delivery
    {"own address {}", "自身のアドレス {}"},
    {"nobody declared on this segment owns {}", "このセグメントに {} を持つ登録端末はない"},
    {"addressed to everybody on the segment", "セグメント上の全端末宛て"},
    {"next hop: a host with several cards forwards", "ネクストホップ: 複数のNICを持つ端末が転送"},
    {"external network: forwards between its attachments", "外部ネットワーク: 接続点の間で転送"},
    // Routing
    {"the device does not forward packets of this family", "この機器はこの種別のパケットを転送しない"},
    {"by the ingress interface of the session", "セッションの受信インタフェースによる"},
    {"no route to {}", "{} への経路なし"},
    {"any interface: policy-based routing", "任意のインタフェース: ポリシーベースルーティング"},
    {"any interface: {}", "任意のインタフェース: {}"},
    {"{} connected to {}", "{} は {} に直結"},
    {"{} via {} out {} in VRF {}, {}", "{} はVRF {3} の {1} 経由、出力 {2}、{4}"},
    {"{} via {} out {}, {}", "{} は {} 経由、出力 {}、{}"},
    {"{} via {} in VRF {}, {}", "{} はVRF {2} の {1} 経由、{3}"},
    {"{} via {} out {}", "{} は {} 経由、出力 {}"},
    {"{} via {} in VRF {}", "{} はVRF {2} の {1} 経由"},
    {"{} via {}, {}", "{} は {} 経由、{}"},
    {"{} via {}", "{} は {} 経由"},
    {"{} out {} in VRF {}", "{} はVRF {2} の {1} から出力"},
    {"{} out {}", "{} は {} から出力"},
    {"{} in VRF {}, {}", "{} はVRF {} を参照、{}"},
    {"{} in VRF {}", "{} はVRF {} を参照"},
    {"{} discarded", "{} は破棄"},
    // Translation
    {"DHCP relay to {}", "DHCPリレー、{} 宛て"},
    {"source route on to {}", "ソースルート指定により {} へ"},
    {"broadcast sent on to the helper address {}", "ブロードキャストをヘルパーアドレス {} へ転送"},
    {"destination NAT: {}", "宛先NAT: {}"},
    {"static NAT: {}", "静的NAT: {}"},
    {"source NAT: {}", "送信元NAT: {}"},
    {"policy: answers session {}", "ポリシー: セッション {} への応答"},
    {"answers session {}", "セッション {} への応答"},
    // Rules
    {"filter {}: no rule matches, permit", "フィルタ {}: 一致する規則なし、許可"},
    {"filter {}: no rule matches, deny", "フィルタ {}: 一致する規則なし、拒否"},
    {"policy: no rule matches, permit", "ポリシー: 一致する規則なし、許可"},
    {"policy: no rule matches, deny", "ポリシー: 一致する規則なし、拒否"},
    {"filter {}: rule {} permit {}", "フィルタ {}: 規則{} 許可 {}"},
    {"filter {}: rule {} deny {}", "フィルタ {}: 規則{} 拒否 {}"},
    {"filter {}: {} permit {}", "フィルタ {}: {} 許可 {}"},
    {"filter {}: {} deny {}", "フィルタ {}: {} 拒否 {}"},
    {"policy: rule {} permit {}", "ポリシー: 規則{} 許可 {}"},
    {"policy: rule {} deny {}", "ポリシー: 規則{} 拒否 {}"},
    {"policy: {} permit {}", "ポリシー: {} 許可 {}"},
    {"policy: {} deny {}", "ポリシー: {} 拒否 {}"},
    // Required flows
    {"no IPv4 address to try", "試せるIPv4アドレスがない"},
};

/// What stands for each `{}`; nullopt when the text is not of this form. Each takes as little as it can.
std::optional<std::vector<std::string_view>> arguments(std::string_view form, std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t hole = form.find("{}");
  if (hole == std::string_view::npos) return form == text ? std::optional(found) : std::nullopt;
  if (!text.starts_with(form.substr(0, hole))) return std::nullopt;
  text.remove_prefix(hole);
  while (hole != std::string_view::npos) {
    form.remove_prefix(hole + 2);
    hole = form.find("{}");
    const std::string_view literal = form.substr(0, hole);
    const bool last = hole == std::string_view::npos;
    const std::size_t end = last ? (text.ends_with(literal) ? text.size() - literal.size() : std::string_view::npos) : text.find(literal);
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    found.push_back(text.substr(0, end));
    text.remove_prefix(end + literal.size());
  }
  return found;
}

/// Arguments may be texts of the catalogue themselves: what a next hop is reached by, why a table is not known.
std::string filled(std::string_view form, const std::vector<std::string_view>& values) {
  std::string text;
  std::size_t next = 0;
  while (!form.empty()) {
    const std::size_t open = form.find('{');
    text += form.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = form.find('}', open);
    const std::size_t index = close == open + 1 ? next : static_cast<std::size_t>(form[open + 1] - '0');
    ++next;
    text += in_japanese(values.at(index)).value_or(std::string(values.at(index)));
    form.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace

std::span<const Phrase> phrases() { return kPhrases; }

std::optional<std::string> in_japanese(std::string_view english) {
  for (const Phrase& p : kPhrases) {
    if (const auto values = arguments(p.en, english)) return filled(p.ja, *values);
  }
  return std::nullopt;
}

std::string phrase(Language language, std::string_view english) {
  if (language == Language::en) return std::string(english);
  return in_japanese(english).value_or(std::string(english));
}

}  // namespace sekimori
