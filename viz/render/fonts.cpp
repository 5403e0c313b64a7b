#include "fonts.hpp"

#include <algorithm>

#ifdef SEKIMORI_HAVE_FONTCONFIG
#include <fontconfig/fontconfig.h>

#include <memory>
#endif

namespace sekimori {

#ifdef SEKIMORI_HAVE_FONTCONFIG

namespace {

struct Destroy {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};

const FcChar8* fc(const char* text) { return reinterpret_cast<const FcChar8*>(text); }

}  // namespace

bool has_japanese_font() {
  const std::unique_ptr<FcConfig, Destroy> config(FcInitLoadConfigAndFonts());
  const std::unique_ptr<FcPattern, Destroy> wanted(FcPatternCreate());
  const std::unique_ptr<FcLangSet, void (*)(FcLangSet*)> languages(FcLangSetCreate(), FcLangSetDestroy);
  if (!config || !wanted || !languages) return true;
  FcLangSetAdd(languages.get(), fc("ja"));
  FcPatternAddLangSet(wanted.get(), FC_LANG, languages.get());
  const std::unique_ptr<FcObjectSet, Destroy> objects(FcObjectSetCreate());
  const std::unique_ptr<FcFontSet, Destroy> fonts(FcFontList(config.get(), wanted.get(), objects.get()));
  return !fonts || fonts->nfont > 0;
}

#else

bool has_japanese_font() { return true; }

#endif

bool needs_japanese_font(std::string_view text) {
  // U+2E80 is E2 BA 80 in UTF-8; three-byte sequences from there on, and four-byte ones, are beyond any Latin font.
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (lead > 0xE2U || (lead == 0xE2U && next >= 0xBAU)) return true;
  }
  return false;
}

}  // namespace sekimori
