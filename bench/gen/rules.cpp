#include "bench/gen/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "bench/gen/ios.hpp"

namespace sekimori::gen {
namespace {

constexpr std::uint16_t kTcpPorts[] = {22, 80, 443, 445, 1433, 1521, 3389, 5432, 8080, 8443, 9100};
constexpr std::uint16_t kUdpPorts[] = {53, 123, 161, 514, 1812};

struct Service {
  const char* protocol;
  std::uint16_t port;
};

Service some_service(Random& random) {
  if (random.below(4) == 0) return {"udp", kUdpPorts[random.below(std::size(kUdpPorts))]};
  return {"tcp", kTcpPorts[random.below(std::size(kTcpPorts))]};
}

std::string group_name(const ListShape& shape, std::size_t i) { return fmt::format("{}-G{}", shape.name, i); }

void append_permit(std::string& out, const ListShape& shape, std::size_t groups, Random& random) {
  const Service service = some_service(random);
  const std::uint32_t client = shape.clients.pick(random);
  const std::string server = dotted(shape.servers.pick(random));
  const auto to = std::back_inserter(out);
  switch (random.below(8)) {
    case 0:
      fmt::format_to(to, " permit {} object-group {} host {} eq {}\n", service.protocol, group_name(shape, random.below(groups)), server,
                     service.port);
      return;
    case 1:
      fmt::format_to(to, " permit {} {} 0.0.0.3 host {} eq {}\n", service.protocol, dotted(client & ~std::uint32_t{3}), server,
                     service.port);
      return;
    case 2:
      fmt::format_to(to, " permit {} host {} host {} range {} {}\n", service.protocol, dotted(client), server, service.port,
                     service.port + 3);
      return;
    default: fmt::format_to(to, " permit {} host {} host {} eq {}\n", service.protocol, dotted(client), server, service.port);
  }
}

/// One half of a guard: the other is for the other protocol, and may come much later.
void append_guard(std::string& out, const ListShape& shape, Random& random) {
  const Guarded& guarded = shape.guarded[random.below(shape.guarded.size())];
  const char* protocol = random.below(2) == 0 ? "tcp" : "udp";
  const auto to = std::back_inserter(out);
  // Where rows must pass, no guard is for everybody: it might stand before them.
  if (random.below(16) == 0 && shape.rows.empty()) {
    fmt::format_to(to, " deny {} any {} {}\n", protocol, dotted(guarded.network), wildcard(guarded.length));
  } else {
    fmt::format_to(to, " deny {} host {} {} {}\n", protocol, dotted(shape.clients.pick(random)), dotted(guarded.network),
                   wildcard(guarded.length));
  }
}

}  // namespace

std::uint32_t Pool::pick(Random& random) const {
  const std::uint32_t i = random.below(count);
  return first + static_cast<std::uint32_t>(i / block) * stride + static_cast<std::uint32_t>(i % block);
}

std::string access_list(const ListShape& shape, Random& random) {
  std::string text;
  const std::size_t groups = std::max<std::size_t>(1, shape.entries / 50);
  for (std::size_t i = 0; shape.permits && i < groups; ++i) {
    fmt::format_to(std::back_inserter(text), "object-group network {}\n", group_name(shape, i));
    for (std::size_t member = 0; member < 6; ++member) {
      fmt::format_to(std::back_inserter(text), " host {}\n", dotted(shape.clients.pick(random)));
    }
    text += "!\n";
  }
  fmt::format_to(std::back_inserter(text), "ip access-list extended {}\n", shape.name);
  for (std::size_t i = 0; i < shape.entries; ++i) {
    for (std::size_t row = 0; row < shape.rows.size(); ++row) {
      if (i == shape.entries * (row + 1) / (shape.rows.size() + 1)) text += " " + shape.rows[row] + "\n";
    }
    if (shape.permits && random.below(4) != 0) {
      append_permit(text, shape, groups, random);
    } else {
      append_guard(text, shape, random);
    }
  }
  return text + "!\n";
}

}  // namespace sekimori::gen
