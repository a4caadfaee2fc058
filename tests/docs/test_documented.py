"""L3: what there is stands in the documentation: commands, options, settings, extras, addresses of the desk, pages."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import yaml

from detente.command_page import walk_commands, write_commands
from detente.settings import Settings

from .blocks import ROOT

DOCS = ROOT / "docs"


def test_l3_the_page_of_commands_is_what_the_command_line_says() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    assert page == write_commands(), "run: python -m detente.command_page > docs/commands.md"
    for name, command in walk_commands():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert section, name
        for spelling in (o for parameter in command.params for o in parameter.opts if o.startswith("--")):
            assert spelling in section, f"{name} {spelling}"
    assert {f"`{f.name}`" for f in fields(Settings)} <= set(re.findall(r"`\w+`", page.partition("## Settings")[2]))


def test_l3_every_extra_is_told() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(re.findall(r"^\| `(\w+)` \|", (DOCS / "start.md").read_text("utf-8"), re.MULTILINE)) == set(extras)


def test_l3_every_address_of_the_desk_is_told(chronicle: Path, tmp_path: Path) -> None:
    page = DOCS / "api.md"
    from detente.serve.app import make_app
    from detente.serve.desk import Desk, Named
    from detente.serve.security import Access

    desk = Desk(chronicle / "store", Settings(), Named(tmp_path / "reviews.sqlite", "Ada"))
    told = page.read_text("utf-8")
    paths = {re.sub(r"\.(csv|parquet)$", ".json", path) for path in make_app(desk, Access("token")).openapi()["paths"]}
    assert sorted(path for path in paths if path not in told) == []
    desk.close()


def test_l3_every_page_has_a_place_in_the_navigation() -> None:
    named = set(re.findall(r"[\w/-]+\.md", yaml.safe_dump(_read_config()["nav"])))
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    decisions = {page for page in pages if re.match(r"decisions/\d", page)}
    assert pages - decisions == named - {"contributing.md", "changelog.md"}
    listed = set(re.findall(r"\((\d[\w-]*\.md)\)", (DOCS / "decisions/README.md").read_text("utf-8")))
    assert {f"decisions/{name}" for name in listed} == decisions


def _read_config() -> dict[str, object]:
    config: dict[str, object] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    return config
