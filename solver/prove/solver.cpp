#include "sekimori/prove/solver.hpp"

#include <fmt/format.h>
#include <z3++.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

namespace sekimori {
namespace {

constexpr std::int64_t kStepsPerMillisecond = 10'000;

/// Decimal digits as bits; Z3 prints 128-bit numerals in decimal.
AddressBits bits_of(const std::string& decimal) {
  AddressBits bits = 0;
  for (const char digit : decimal) bits = bits * 10 + static_cast<unsigned>(digit - '0');
  return bits;
}

std::map<std::string, AddressBits> values_of(const z3::model& model) {
  std::map<std::string, AddressBits> values;
  for (unsigned i = 0; i < model.num_consts(); ++i) {
    const z3::func_decl constant = model.get_const_decl(i);
    values[constant.name().str()] = bits_of(model.get_const_interp(constant).get_decimal_string(0));
  }
  return values;
}

}  // namespace

struct SolverSession::Context {
  z3::context z3;
};

SolverSession::SolverSession(std::size_t megabytes) : megabytes_(megabytes) {}
SolverSession::~SolverSession() = default;
SolverSession::SolverSession(SolverSession&&) noexcept = default;
SolverSession& SolverSession::operator=(SolverSession&&) noexcept = default;

SolverResult SolverSession::solve(const std::string& text, std::chrono::milliseconds timeout) {
  try {
    if (!context_) context_ = std::make_unique<Context>();  // takes as long as a few obligations
    z3::solver solver(context_->z3, "QF_FD");
    // A resource limit, not a timeout: the answer does not depend on the machine's load, and Z3 starts no timer thread per check, which
    // costs more than most obligations. One millisecond is taken as kStepsPerMillisecond of Z3's resource units.
    z3::params params(context_->z3);
    const auto steps = std::min<std::int64_t>(timeout.count() * kStepsPerMillisecond, std::numeric_limits<unsigned>::max());
    params.set("rlimit", static_cast<unsigned>(steps));
    // Z3 would put a handler of its own in the place of the program's while it works, one for all threads, and crash with two of them.
    params.set("ctrl_c", false);
    params.set("max_memory", static_cast<unsigned>(std::min<std::size_t>(megabytes_, std::numeric_limits<unsigned>::max())));
    solver.set(params);
    solver.add(context_->z3.parse_string(text.c_str()));
    switch (solver.check()) {
      case z3::unsat: return {SolverAnswer::unsat, {}, {}};
      case z3::sat: return {SolverAnswer::sat, values_of(solver.get_model()), {}};
      case z3::unknown: return {SolverAnswer::unknown, {}, solver.reason_unknown()};
    }
  } catch (const z3::exception& error) {
    return {SolverAnswer::unknown, {}, error.msg()};
  }
  return {};
}

const SolverResult& SolverSession::solve_once(const std::string& text, std::chrono::milliseconds timeout) {
  const auto [known, is_new] = answers_.try_emplace(text);
  if (is_new) known->second = solve(text, timeout);
  return known->second;
}

std::string solver_version() {
  unsigned major = 0, minor = 0, build = 0, revision = 0;
  Z3_get_version(&major, &minor, &build, &revision);
  return fmt::format("Z3 {}.{}.{}", major, minor, build);
}

void discharge(std::vector<Obligation>& obligations, std::chrono::milliseconds timeout, unsigned jobs, SolverSession& session,
               const std::function<void(std::size_t)>& done, const std::atomic<bool>* cancelled) {
  std::atomic<std::size_t> next{0}, decided{0};
  const auto work = [&](SolverSession& mine) {
    for (std::size_t i = next++; i < obligations.size(); i = next++) {
      if (cancelled != nullptr && *cancelled) return;
      SolverAnswer answer = mine.solve(obligations[i].text, timeout).answer;
      // How many steps Z3 takes depends a little on what its context saw before; that must not decide.
      if (answer == SolverAnswer::unknown) answer = SolverSession(mine.megabytes()).solve(obligations[i].text, timeout).answer;
      obligations[i].unsat = answer == SolverAnswer::unsat;
      if (done) done(++decided);
    }
  };
  std::vector<std::jthread> helpers;
  const auto helpers_needed = std::min<std::size_t>(jobs, obligations.size());
  for (std::size_t i = 1; i < helpers_needed; ++i) {
    helpers.emplace_back([&work, &session] {
      SolverSession own(session.megabytes());
      work(own);
    });
  }
  work(session);
}

}  // namespace sekimori
