#include "image.hpp"

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string_view>

#include "name_numbers.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define SEKIMORI_LEAK_CHECK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SEKIMORI_LEAK_CHECK 1
#endif
#endif

#ifdef SEKIMORI_LEAK_CHECK
/// libgvc, pango (in a thread of its own) and fontconfig keep caches for the life of the process, and dot with clusters loses about 120 kB
/// per layout; the leak check of our own code must not trip over them. Source: the AddressSanitizer manual, "Suppressions".
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libgvc.so\nleak:libgvplugin\nleak:libpango\nleak:libfontconfig.so\nleak:libexpat.so\nleak:libcairo.so\nleak:libglib-2\n";
}
#endif

namespace sekimori {

namespace {

struct FreeContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};
struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
struct FreeData {
  void operator()(char* data) const { gvFreeRenderData(data); }
};

/// A layout that is freed before its graph, as libgvc wants it.
class LaidOut {
 public:
  LaidOut(GVC_t* context, Agraph_t* graph, const char* engine) : context_(context), graph_(graph) {
    done_ = gvLayout(context, graph, engine) == 0;
  }
  ~LaidOut() {
    if (done_) gvFreeLayout(context_, graph_);
  }
  LaidOut(const LaidOut&) = delete;
  LaidOut& operator=(const LaidOut&) = delete;
  [[nodiscard]] bool done() const { return done_; }

 private:
  GVC_t* context_;
  Agraph_t* graph_;
  bool done_ = false;
};

struct FreeText {
  void operator()(char* text) const { std::free(text); }  // NOLINT(cppcoreguidelines-no-malloc): graphviz allocates it so
};

/// What is left to read of a text.
struct DotSource {
  std::string_view left;
};
/// The library wants a line at a time, ended by a zero, as fgets gives it.
int read_dot(void* from, char* buffer, int size) {
  std::string_view& left = static_cast<DotSource*>(from)->left;
  if (size < 2 || left.empty()) return 0;
  const std::size_t line = std::min(left.find('\n'), left.size() - 1) + 1;
  const std::size_t count = left.copy(buffer, std::min(line, static_cast<std::size_t>(size) - 1));
  buffer[count] = '\0';  // NOLINT(cppcoreguidelines-pro-bounds-pointer-arithmetic)
  left.remove_prefix(count);
  return static_cast<int>(count);
}
int write_nothing(void*, const char*) { return 0; }
int flush_nothing(void*) { return 0; }

Image failed(const char* what) {
  const std::unique_ptr<char, FreeText> said(aglasterr());
  return {std::nullopt, said ? std::string(what) + ": " + said.get() : what};
}

/// One context for the process: the pango plugin remembers the last font it used by a pointer into the context's font table, so a context
/// freed and made anew is a use after free (found with AddressSanitizer, graphviz 2.42). The mutex guards the library's own globals.
struct Graphviz {
  std::mutex mutex;
  std::unique_ptr<GVC_t, FreeContext> context{gvContext()};
};
Graphviz& graphviz() {
  static Graphviz shared;
  return shared;
}

}  // namespace

Image render_image(const std::string& dot, std::string_view format) {
  Graphviz& shared = graphviz();
  const std::lock_guard lock(shared.mutex);
  agseterr(AGMAX);  // nothing on stderr: we report the last error ourselves
  DotSource source{dot};
  Agiddisc_t ids = name_numbers();
  Agiodisc_t io = {read_dot, write_nothing, flush_nothing};
  Agdisc_t discipline = {&AgMemDisc, &ids, &io};
  const std::unique_ptr<Agraph_t, CloseGraph> graph(agread(&source, &discipline));
  if (!shared.context || !graph) return failed("graphviz does not read the graph");
  std::string name = "layout";
  const char* engine = agget(graph.get(), name.data());
  const LaidOut layout(shared.context.get(), graph.get(), engine == nullptr || *engine == '\0' ? "dot" : engine);
  if (!layout.done()) return failed("graphviz finds no layout");
  char* data = nullptr;
  unsigned length = 0;
  const std::string wanted(format);
  if (gvRenderData(shared.context.get(), graph.get(), wanted.c_str(), &data, &length) != 0 || data == nullptr) {
    return failed("graphviz does not render");
  }
  const std::unique_ptr<char, FreeData> owned(data);
  return {std::string(data, length), {}};
}

}  // namespace sekimori
