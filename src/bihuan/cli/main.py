"""The command line: one module a command, loaded only when it is called.

Exit codes: 0 done, 1 refused (the reasons stand on stdout), 2 the input cannot be used (one line on stderr).
"""

from __future__ import annotations

import argparse
import importlib
import sys
from textwrap import indent
from types import ModuleType
from typing import Any, NoReturn

from bihuan.installation.spoken import say

# command → what it is for; the module of the same name holds HELP, EXAMPLE, configure(parser), run(arguments)
COMMANDS = {
    "demo": "load the demo county and serve it",
    "serve": "serve this installation",
    "account": "make accounts and give them their first password",
    "packs": "list the rule packs and choose those of new dossiers",
    "read": "read a document into findings",
    "clean": "repair a text",
    "due": "tell the deadlines that count from an event",
    "judge": "tell whether a step may be taken, and what is missing",
    "paper": "make an official document (.docx, .pdf) from a file of data",
    "plan": "plan a whole term, check a plan, tell why there is none",
    "staff": "compose the teams of a round, and judge teams",
    "step": "take a step of a dossier, as the page would",
    "draw": "verify a surprise draw",
    "ledger": "export and verify the ledger",
    "archive": "write the verifiable archive of a dossier",
    "stay": "take a team's dossiers along on a laptop, and bring them home",
    "tips": "take what the public sends, sealed, and answer it",
    "worker": "work off the jobs",
    "remind": "mail what is due to those who want it",
    "database": "bring the database to this version",
    "doctor": "look at the installation and tell what is wrong, with the remedy",
    "backup": "write everything into one file or folder, while it is in use",
    "restore": "put a backup into an empty folder and verify it",
    "generate": "write the papers that are generated from the code",
}


class UnusableInput(Exception):
    """The input cannot be used; says what, where, what to do, on one line."""

    @property
    def lines(self) -> list[str]:
        """One line for each fault; most refusals have one."""
        return [" ".join(str(self).split())]


class Layout(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of examples, and fills those of the purpose."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


class Parser(argparse.ArgumentParser):
    """Says what is wrong on one line, like every other refusal; its help ends with an example."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=Layout, **options)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Declare an option, its help in the machine's language."""
        if isinstance(options.get("help"), str) and options["help"] != argparse.SUPPRESS:
            options["help"] = say(options["help"])
        return super().add_argument(*names, **options)

    def show(self, example: str) -> None:
        """Show an example below the help; below that of a sub-command its own lines."""
        self.epilog = f"{say('example:')}\n{indent(example, '  ')}"
        lines = example.splitlines()
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, part in action.choices.items():
                    part.show("\n".join(line for line in lines if name in line.split()))

    def error(self, message: str) -> NoReturn:
        raise UnusableInput(f"{self.prog}: {message}; see python3 {self.prog} -h")


def main(arguments: list[str]) -> int:
    """Run one command; return its exit code."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print_help()
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        print(say(f"{name}: no such command; python3 dev help lists them"), file=sys.stderr)
        return 2
    module = importlib.import_module(f"bihuan.cli.{name}")
    return run(name, module, rest)


def run(name: str, module: ModuleType, rest: list[str]) -> int:
    parser = Parser(prog=f"dev {name}", description=say(module.HELP))
    try:
        module.configure(parser)
        parser.show(module.EXAMPLE)
        parsed = parser.parse_args(rest)
        code = module.run(parsed)
    except UnusableInput as problem:
        print("\n".join(map(say, problem.lines)), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    assert isinstance(code, int), name
    return code


def print_help() -> None:
    print("python3 dev COMMAND [-h] …\n")
    for name, purpose in COMMANDS.items():
        print(f"  {name:<10} {say(purpose)}")
    print("\n  " + say("test, check, bench, wheels: see python3 dev --help"))
