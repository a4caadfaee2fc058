"""Hook of mkdocs: pages that stand outside docs/ join the site, and links to what is no page become plain names.

On disk a link such as ``../src/detente/data/actors/README.md`` leads to the file. The site takes such pages in, at
``repository/src/…``, and of other files of the repository it shows the name.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
RENAMED = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(([^)\s#:]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take in the pages of the repository that stand outside docs/."""
    from mkdocs.structure.files import File

    outside = [str(p.relative_to(ROOT)) for folder in ("src", "bank") for p in sorted((ROOT / folder).rglob("*.md"))]
    for name in [*RENAMED, *outside]:
        files.append(File.generated(config, place(name), content=(ROOT / name).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to where the site has their target; where it has none, leave the name."""
    here = home(page.file.src_uri)

    def mend(link: re.Match[str]) -> str:
        words, target, anchor = link[1], link[2], link[3] or ""
        file = normpath(str(PurePosixPath(here).parent / target))
        if files.get_file_from_path(place(file)):
            return f"[{words}]({relpath(place(file), str(PurePosixPath(page.file.src_uri).parent))}{anchor})"
        return f"{words} (`{file}`)" if (ROOT / file).exists() else link[0]

    return LINK.sub(mend, markdown)


def place(file: str) -> str:
    """Return where the site has a file of the repository: ``docs/ask.md`` at ``ask.md``."""
    return file.removeprefix("docs/") if file.startswith("docs/") else RENAMED.get(file, f"repository/{file}")


def home(page: str) -> str:
    """Return the file of the repository that a page of the site is made of."""
    outside = {new: old for old, new in RENAMED.items()}
    return outside.get(page) or (page.removeprefix("repository/") if page.startswith("repository/") else f"docs/{page}")
