#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sekimori/base/messages.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {
namespace {

std::vector<LintFinding> two_findings() {
  return {{LintKind::unknown, "sw", sentence(Message::lint_no_config, {"sw\x1b[31m"}), {}},
          {LintKind::shadowed, "fw", sentence(Message::lint_shadowed, {"fw", "A", "2", "1", "fw.cfg:3"}), {}}};
}

TEST(RenderLint, TextIsByKindTheWorstFirstAndInTheLanguage) {
  Network network;
  network.name = "city";
  const std::string text = render_lint_text(two_findings(), network, {Language::ja});
  EXPECT_LT(text.find(message(Language::ja, Message::lint_kind_shadowed)), text.find(message(Language::ja, Message::lint_kind_unknown)));
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << "names come from strangers";
  EXPECT_NE(render_lint_text({}, network).find(message(Language::en, Message::lint_nothing)), std::string::npos);
}

TEST(RenderLint, JsonHasEveryFindingInBothLanguages) {
  const auto json = nlohmann::json::parse(render_lint_json(two_findings(), Network{}));
  ASSERT_EQ(json["findings"].size(), 2U);
  EXPECT_EQ(json["findings"][1]["kind"], "shadowed");
  EXPECT_NE(json["findings"][1]["text"]["ja"], json["findings"][1]["text"]["en"]);
  EXPECT_TRUE(json["findings"][0]["source"].is_null());
}

}  // namespace
}  // namespace sekimori
