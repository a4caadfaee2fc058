"""Write the page of commands out of the command line itself: ``python -m detente.command_page > docs/commands.md``."""

import inspect
import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import typer
from typer.main import get_command

from detente.cli import app
from detente.settings import Settings


def write_commands() -> str:
    """Return every command with its arguments, options and examples as Markdown."""
    head = [
        "# Commands", "", "Made by `python -m detente.command_page` out of the command line: what follows is what",
        "`detente COMMAND --help` says. Every command takes `--help`.",
    ]  # fmt: skip
    commands = (line for name, command in walk_commands() for line in _command(name, command))
    lines = [*head, *commands, *_settings()]
    return "\n".join(lines) + "\n"


def walk_commands() -> Iterator[tuple[str, Any]]:
    """Yield the full name of each command (``detente registry learn``) and what typer made of it, groups before their members."""
    yield from _walk("detente", get_command(app))


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for part, child in getattr(command, "commands", {}).items():
        yield from _walk(f"{name} {part}", child)


def _command(name: str, command: Any) -> Iterator[str]:
    context = typer.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("", f"## {name}", "", f"`{name} {usage}`")
    yield from _description(command.help or "", "text" if name == "detente" else "bash")
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and "--help" not in record[0]:
            (options if record[0].startswith("-") else arguments).append(record)
    for title, records in (("argument", arguments), ("option", options)):
        if records:
            yield from ("", f"| {title} | what |", "|---|---|")
            yield from (f"| `{_cell(spelling)}` | {_cell(meaning)} |" for spelling, meaning in records)
    formatter = context.make_formatter()
    command.format_epilog(context, formatter)
    if ending := inspect.cleandoc(formatter.getvalue()):
        yield from ("", "```text", ending, "```") if "\n" in ending else ("", ending)


def _settings() -> Iterator[str]:
    yield from ("", "## Settings", "", "In `detente.toml` in the current folder (or `--settings FILE`):")
    yield from ("", "```toml", *(f"{f.name} = {json.dumps(f.default)}" for f in fields(Settings)), "```")
    yield from ("", "or as `DETENTE_NAME` in the environment, which wins. These are the defaults; an empty text stands for none.")
    yield from ("", "| name | what |", "|---|---|", *(f"| `{f.name}` | {_cell(f.metadata['help'])} |" for f in fields(Settings)))


def _description(help_text: str, examples: str) -> Iterator[str]:
    """Yield paragraphs as they are, and what stands under typer's mark for lines as they are as a block of commands."""
    for paragraph in filter(None, inspect.cleandoc(help_text).split("\n\n")):
        if paragraph.startswith("\b\n"):
            yield from ("", f"```{examples}", *inspect.cleandoc(paragraph[2:]).splitlines(), "```")
        else:
            yield from ("", " ".join(paragraph.split()).replace("<", "&lt;").replace("*", "\\*"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(write_commands())
