#include "program.hpp"

#include <exception>
#include <new>
#include <ostream>

#include "command_line.hpp"
#include "sekimori/base/overloaded.hpp"

namespace sekimori {

ExitCode run_program(const std::vector<std::string>& arguments, Console& console) {
  try {
    auto parsed = parse_command_line(arguments);
    if (const auto* notice = std::get_if<Notice>(&parsed)) {
      (notice->code == ExitCode::ok ? console.out : console.err) << notice->text;
      return notice->code;
    }
    const ExitCode code = std::visit(
        [&](auto& command) {
          command.common.words = arguments;
          // What is said of the input, too, is said in the language that was asked for.
          console.language = command.common.language.value_or(console.language);
          return run(command, console);
        },
        std::get<Arguments>(parsed));
    console.out.flush();
    if (console.out.good()) return code;
    print_error("the result could not be written to standard output", console);
    return ExitCode::input;
  } catch (const std::bad_alloc&) {
    print_error("out of memory: the input, or what is asked about it, takes more than this machine gives", console);
  } catch (const std::exception& error) {
    print_error(std::string("internal: ") + error.what(), console);
  } catch (...) {
    print_error("internal: an unknown exception", console);
  }
  return ExitCode::internal;
}

}  // namespace sekimori
