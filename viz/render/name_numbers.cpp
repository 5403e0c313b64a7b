#include "name_numbers.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sekimori {

namespace {

struct NameNumbers {
  Agraph_t* graph = nullptr;
  std::map<std::string, IDTYPE> numbers;
  std::vector<char*> names;  ///< interned by the library, which looks before the first byte for whether a name is HTML
  IDTYPE anonymous = 0;
};
NameNumbers& numbers_of(void* state) { return *static_cast<NameNumbers*>(state); }

void* open_numbers(Agraph_t* graph, Agdisc_t*) {
  auto opened = std::make_unique<NameNumbers>();
  opened->graph = graph;
  return opened.release();
}
long number_name(void* state, int, char* name, IDTYPE* id, int create) {
  NameNumbers& known = numbers_of(state);
  if (name == nullptr) {
    if (create == 0) return 0;
    *id = 2 * known.anonymous++ + 1;
    return 1;
  }
  const auto found = known.numbers.find(name);
  if (found == known.numbers.end() && create == 0) return 0;
  if (found == known.numbers.end()) {
    known.names.push_back(agstrdup(known.graph, name));
    known.numbers.emplace(name, 2 * known.names.size());
  }
  *id = known.numbers.at(name);
  return 1;
}
long refuse_number(void*, int, IDTYPE) { return 0; }
void keep_number(void*, int, IDTYPE) {}
char* name_of_number(void* state, int, IDTYPE id) { return id % 2 == 0 ? numbers_of(state).names.at(id / 2 - 1) : nullptr; }
void close_numbers(void* state) {
  const std::unique_ptr<NameNumbers> closed(&numbers_of(state));
  for (char* name : closed->names) agstrfree(closed->graph, name);
}
void note_nothing(void*, int, void*) {}

}  // namespace

Agiddisc_t name_numbers() { return {open_numbers, number_name, refuse_number, keep_number, name_of_number, close_numbers, note_nothing}; }

}  // namespace sekimori
