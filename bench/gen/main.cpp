#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "bench/gen/gen.hpp"

namespace {

void write(const sekimori::gen::Files& files, const std::filesystem::path& folder) {
  for (const auto& [name, text] : files) {
    std::filesystem::create_directories((folder / name).parent_path());
    std::ofstream out(folder / name, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error(fmt::format("cannot write {}", (folder / name).string()));
  }
}

int generate(int argc, char** argv) {
  CLI::App app("Writes a network of any size, lawful or broken, as a snapshot folder", "sekimori-gen");
  app.require_subcommand(1);
  sekimori::gen::Options options;
  std::size_t arity = 8;
  std::string folder;
  const auto common = [&](CLI::App& command) {
    command.add_option("--rules", options.rules, "Access-list entries in all")->capture_default_str();
    command.add_option("--seed", options.seed, "Another seed gives other rules")->capture_default_str();
    command.add_flag("--broken", options.broken, "With one rule that lets something through");
    command.add_option("-o,--out", folder, "Folder to write into")->required();
  };
  auto& city = *app.add_subcommand("city", "A city LAN of three zones with branches");
  city.add_option("--devices", options.devices, "Firewalls, routers and switches")->capture_default_str();
  common(city);
  auto& tree = *app.add_subcommand("fat-tree", "A k-ary fat-tree of three zones with a sanitiser");
  tree.add_option("--k", arity, "Arity, even")->capture_default_str();
  common(tree);
  CLI11_PARSE(app, argc, argv);
  write(city.parsed() ? sekimori::gen::city(options) : sekimori::gen::fat_tree(arity, options), folder);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return generate(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "sekimori-gen: {}\n", error.what());
    return 2;
  }
}
