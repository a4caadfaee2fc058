"""Settings come from defaults, TOML and environment, in that order."""

import dataclasses
from pathlib import Path

import pytest

from detente.errors import SettingError
from detente.settings import Settings, load_settings


def test_later_sources_win(tmp_path: Path) -> None:
    file = tmp_path / "detente.toml"
    file.write_text('batch_size = 8\npipeline = "from_toml"\nmax_chars = 10\n')
    found = load_settings(file, {"DETENTE_PIPELINE": "from_env", "DETENTE_BATCH_SIZE": "4", "HOME": "x"})
    assert found == Settings(pipeline="from_env", batch_size=4, max_chars=10)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("pipline = 'x'", "No setting 'pipline' .* Did you mean pipeline"),  # a slip
        ("batch_size = 'many'", "must be a whole number above 0, not 'many'"),  # not a number
        ("batch_size = 0", "must be a whole number above 0, not 0"),  # a number without a meaning
        ("max_chars = true", "must be a whole number"),  # which Python takes for 1
        ("places = 1", "must be true or false, not 1"),  # a number for a truth
        ("pipeline = 3", "must be a text, not 3"),  # wrong type
        ("a = = 3", "not valid TOML"),  # not TOML
    ],
)
def test_a_wrong_setting_says_where(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "detente.toml"
    file.write_text(content)
    with pytest.raises(SettingError, match=message) as caught:
        load_settings(file, {})
    assert "detente.toml" in str(caught.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        load_settings(tmp_path / "none.toml", {})


def test_the_readme_lists_every_setting() -> None:
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
    for field in dataclasses.fields(Settings):
        default = str(field.default).lower() if isinstance(field.default, bool) else field.default
        shown = f"`{default}`" if default else ""
        assert f"| `{field.name}` | {shown} | {field.metadata['help']} |" in readme
