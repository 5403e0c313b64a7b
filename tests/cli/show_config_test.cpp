// `show SNAPSHOT config [DEVICE]` and `show SNAPSHOT nat` on loaded snapshots.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "sekimori/files/files.hpp"
#include "sekimori/load/snapshot.hpp"
#include "show.hpp"

namespace sekimori {
namespace {

using Row = std::vector<std::string>;

Network load(const FileSet& files) {
  const LoadedNetwork loaded = load_network(files, "city");
  EXPECT_TRUE(loaded.network);
  return loaded.network.value_or(Network{});
}

const std::string kRouter =
    "# RTX1210\n"
    "ip lan1 address 10.0.1.1/24\n"
    "ip lan2 address 10.0.2.1/24\n"
    "ip route default gateway 10.0.2.254\n"
    "\n"
    "colour blue\n"
    "ip filter 1 pass * no-such-host\n"
    "nat descriptor type 1 masquerade\n"
    "ip lan2 nat descriptor 1\n"
    "console character ascii\n";

TEST(ShowConfig, EveryLineHasItsMarkAndWhatItBecame) {
  const Network network = load({{"configs/rt1.txt", kRouter}});
  const Table table = config_line_tables(network, DeviceId{0}).at(0);
  EXPECT_EQ(table.columns, (Row{"place", "mark", "line", "became"}));
  ASSERT_EQ(table.rows.size(), 10U);
  EXPECT_EQ(table.rows[0], (Row{"configs/rt1.txt:1", "", "# RTX1210", ""}));
  EXPECT_EQ(table.rows[1], (Row{"configs/rt1.txt:2", "understood", "ip lan1 address 10.0.1.1/24", "interface lan1; address 10.0.1.1/24"}));
  EXPECT_EQ(table.rows[3][3], "route 0.0.0.0/0 via 10.0.2.254");
  EXPECT_EQ(table.rows[5][1], "may-both");
  EXPECT_EQ(table.rows[5][3], "not understood: the router may do anything because of it");
  EXPECT_EQ(table.rows[6][1], "may-close");
  EXPECT_EQ(table.rows[7][3], "translation of sources");
  EXPECT_EQ(table.rows[9][1], "harmless");
}

TEST(ShowConfig, OneRowForEachFileAndTheSumsByPlatform) {
  const Network network =
      load({{"configs/rt1.txt", kRouter}, {"configs/box.cfg", "begin box\n\n"}, {"b.png", "\x89PNG\n"}, {"README.md", "x"}});
  const auto tables = config_file_tables(network);
  EXPECT_EQ(tables.at(0).rows,
            (std::vector<Row>{{"unsupported", "1", "1", "0.0 %", "0", "0", "1"}, {"yamaha-rtx", "1", "8", "75.0 %", "0", "1", "1"}}));
  EXPECT_EQ(tables.at(1).rows, (std::vector<Row>{{"README.md", "not part of the network: documentation", "", "", "", "", "", "", "", ""},
                                                 {"b.png", "unsupported format: PNG picture", "", "", "", "", "", "", "", ""},
                                                 {"configs/box.cfg", "unsupported format: text", "box", "2", "0", "0", "0", "0", "1", "1"},
                                                 {"configs/rt1.txt", "yamaha-rtx", "rt1", "10", "5", "1", "0", "1", "1", "2"}}));
}

TEST(ShowConfig, TranslationsInTheirOrder) {
  const Network network = load({{"configs/rt1.txt", kRouter}});
  EXPECT_EQ(
      nat_tables(network).at(0).rows,
      (std::vector<Row>{{"rt1", "configs/rt1.txt:8", "source", "any", "lan2", "0.0.0.0/0", "0.0.0.0/0", "any", "10.0.2.1, any port"}}));
}

/// Every file ends in one row, whatever it is, and every line of a config is counted once.
TEST(ShowConfig, EveryFileOfTheSharedDataHasARow) {
  const std::filesystem::path data = std::filesystem::path(SEKIMORI_SOURCE_DIR).parent_path() / "shared/data";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "../shared/data is not there";
  for (const auto& folder : std::filesystem::directory_iterator(data)) {
    if (!folder.is_directory()) continue;
    const ReadFolder read = read_folder(folder.path().string(), {});
    ASSERT_EQ(read.errors, std::vector<std::string>{}) << folder.path();
    const LoadedNetwork loaded = load_network(*read.files, "data");
    ASSERT_TRUE(loaded.network) << folder.path();
    const auto tables = config_file_tables(*loaded.network);
    std::size_t rows = tables.at(1).rows.size();
    EXPECT_EQ(rows, read.files->size()) << folder.path();
    for (const ConfigLines& it : loaded.network->config_lines) {
      EXPECT_TRUE(it.lines.empty() || it.lines.size() == it.counts.total()) << loaded.network->sources.path(it.file);
      EXPECT_EQ(std::ranges::count(it.lines, LineTaken::pending), 0) << loaded.network->sources.path(it.file);
    }
  }
}

}  // namespace
}  // namespace sekimori
