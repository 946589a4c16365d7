// The only file that knows CLI11. Tested by tests/cli/usage_test.cc.

#include "arg_parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/nearest_name.h"

namespace iamsim {
namespace {

bool IsPositional(const Arguments::Item& item) { return !absl::StartsWith(item.name, "-"); }

CLI::Option* Declare(const Arguments::Item& item, CLI::App* app) {
  if (bool* const* flag = std::get_if<bool*>(&item.target)) {
    return app->add_flag(item.name, **flag, item.help);
  }
  CLI::Option* option = nullptr;
  if (std::string* const* text = std::get_if<std::string*>(&item.target)) {
    option = app->add_option(item.name, **text, item.help);
  } else if (auto* const* maybe = std::get_if<std::optional<std::string>*>(&item.target)) {
    option = app->add_option(item.name, **maybe, item.help);
  } else {
    // One value each time: `--via A B` must not take B, which is a positional.
    option =
        app->add_option(item.name, *std::get<std::vector<std::string>*>(item.target), item.help)
            ->allow_extra_args(IsPositional(item));
  }
  return IsPositional(item) ? option : option->type_name(item.value);
}

std::string UsageLine(const std::string& command, const Arguments& arguments) {
  std::string usage = absl::StrCat("iamsim ", command, " [OPTIONS]");
  for (const Arguments::Item& item : arguments.items()) {
    if (!IsPositional(item)) continue;
    const bool list = std::holds_alternative<std::vector<std::string>*>(item.target);
    const std::string name = absl::StrCat(item.name, list ? "…" : "");
    absl::StrAppend(&usage, " ", item.required ? name : absl::StrCat("[", name, "]"));
  }
  return usage;
}

std::string HelpText(const std::string& command, const std::string& summary,
                     const Arguments& arguments) {
  std::string help = absl::StrCat(summary, "\n\nusage: ", UsageLine(command, arguments), "\n\n");
  std::size_t width = 0;
  const auto left = [](const Arguments::Item& item) {
    return absl::StrCat("  ", item.name, item.value.empty() ? "" : " ", item.value);
  };
  for (const Arguments::Item& item : arguments.items()) width = std::max(width, left(item).size());
  for (const Arguments::Item& item : arguments.items()) {
    const std::string name = left(item);
    absl::StrAppend(&help, name, std::string(width + 2 - name.size(), ' '), item.help, "\n");
  }
  absl::StrAppend(&help, "\nexample:\n");
  for (const std::string& example : arguments.examples()) {
    absl::StrAppend(&help, "  ", example, "\n");
  }
  return help;
}

// What CLI11 could not place: a misspelt option, or one word too many.
absl::Status Misplaced(const Arguments& arguments, absl::string_view word) {
  if (!absl::StartsWith(word, "-")) {
    return absl::InvalidArgumentError(absl::StrCat("unexpected argument `", word, "`"));
  }
  const absl::string_view name = word.substr(0, word.find('='));
  std::vector<absl::string_view> names = {"--help"};
  for (const Arguments::Item& item : arguments.items()) {
    if (IsPositional(item)) continue;
    for (const absl::string_view one : absl::StrSplit(item.name, ',')) names.push_back(one);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unknown option `", name, "`", DidYouMean(name, names)));
}

// CLI11 begins its messages with the option's name and a colon.
absl::Status Mistaken(const CLI::ParseError& error) {
  const std::string text = error.what();
  const std::string name = text.substr(0, text.find(':'));
  if (absl::StartsWith(text, "--")) {
    if (absl::StrContains(text, "At Most")) {
      return absl::InvalidArgumentError(absl::StrCat("option `", name, "` is given twice"));
    }
    return absl::InvalidArgumentError(absl::StrCat("option `", name, "` needs a value"));
  }
  return absl::InvalidArgumentError(absl::StrJoin(absl::StrSplit(text, '\n'), " "));
}

}  // namespace

void Arguments::Flag(std::string name, std::string help, bool* out) {
  items_.push_back({std::move(name), "", std::move(help), out, false});
}

void Arguments::Option(std::string name, std::string value, std::string help,
                       std::optional<std::string>* out) {
  items_.push_back({std::move(name), std::move(value), std::move(help), out, false});
}

void Arguments::Option(std::string name, std::string value, std::string help,
                       std::vector<std::string>* out) {
  items_.push_back({std::move(name), std::move(value), std::move(help), out, false});
}

void Arguments::Required(std::string name, std::string help, std::string* out) {
  items_.push_back({std::move(name), "", std::move(help), out, true});
}

void Arguments::Required(std::string name, std::string help, std::vector<std::string>* out) {
  items_.push_back({std::move(name), "", std::move(help), out, true});
}

void Arguments::Optional(std::string name, std::string help, std::string* out) {
  items_.push_back({std::move(name), "", std::move(help), out, false});
}

void Arguments::Optional(std::string name, std::string help, std::vector<std::string>* out) {
  items_.push_back({std::move(name), "", std::move(help), out, false});
}

absl::StatusOr<std::string> ParseArguments(const std::string& command, const std::string& summary,
                                           const Arguments& arguments,
                                           const std::vector<std::string>& words) {
  try {
    CLI::App app;
    app.allow_extras();
    std::vector<std::pair<const Arguments::Item*, CLI::Option*>> positionals;
    for (const Arguments::Item& item : arguments.items()) {
      CLI::Option* option = Declare(item, &app);
      if (IsPositional(item)) positionals.emplace_back(&item, option);
    }
    // CLI11 takes words from the back.
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    app.parse(reversed);
    if (const std::vector<std::string> extra = app.remaining(); !extra.empty()) {
      return Misplaced(arguments, extra[0]);
    }
    for (const auto& [item, option] : positionals) {
      if (item->required && option->count() == 0) {
        return absl::InvalidArgumentError(
            absl::StrCat("missing ", item->name, ": usage: ", UsageLine(command, arguments)));
      }
    }
    return "";
  } catch (const CLI::CallForHelp&) {
    return HelpText(command, summary, arguments);
  } catch (const CLI::ParseError& error) {
    return Mistaken(error);
  }
}

}  // namespace iamsim
