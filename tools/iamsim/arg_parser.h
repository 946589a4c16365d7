#ifndef IAMSIM_TOOLS_IAMSIM_ARG_PARSER_H_
#define IAMSIM_TOOLS_IAMSIM_ARG_PARSER_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"

namespace iamsim {

// The flags, options and positionals of one command, each bound to a member of the command, which
// must outlive the declaration. Names are given with their dashes.
class Arguments {
 public:
  using Target =
      std::variant<bool*, std::string*, std::optional<std::string>*, std::vector<std::string>*>;
  struct Item {
    std::string name;   // "--via" or "-o,--output", or "PRINCIPAL" for a positional
    std::string value;  // "ROLE"; empty for flags and positionals
    std::string help;
    Target target;
    bool required = false;
  };

  void Flag(std::string name, std::string help, bool* out);
  void Option(std::string name, std::string value, std::string help,
              std::optional<std::string>* out);
  // May be given several times.
  void Option(std::string name, std::string value, std::string help, std::vector<std::string>* out);
  // Positionals are filled in the order of their declaration; a list takes all that is left.
  void Required(std::string name, std::string help, std::string* out);
  void Required(std::string name, std::string help, std::vector<std::string>* out);
  void Optional(std::string name, std::string help, std::string* out);
  void Optional(std::string name, std::string help, std::vector<std::string>* out);
  // Shown by --help.
  void Example(std::string command_line) { examples_.push_back(std::move(command_line)); }

  const std::vector<Item>& items() const { return items_; }
  const std::vector<std::string>& examples() const { return examples_; }

 private:
  std::vector<Item> items_;
  std::vector<std::string> examples_;
};

// Fills the members bound in `arguments` from `words`, which begin after the command's name.
// Returns the help text when --help is among them, an empty text otherwise, or InvalidArgument that
// says which word is wrong, with the nearest option.
absl::StatusOr<std::string> ParseArguments(const std::string& command, const std::string& summary,
                                           const Arguments& arguments,
                                           const std::vector<std::string>& words);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_ARG_PARSER_H_
