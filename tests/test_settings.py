"""Settings come from defaults, TOML, environment and command line, in that order."""

from pathlib import Path

import pytest

from detente.errors import SettingError
from detente.settings import Settings, load_settings


def test_later_sources_win(tmp_path: Path) -> None:
    file = tmp_path / "detente.toml"
    file.write_text('batch_size = 8\npipeline = "from_toml"\nmax_chars = 10\n')
    found = load_settings(file, {"DETENTE_PIPELINE": "from_env", "DETENTE_BATCH_SIZE": "4", "HOME": "x"}, {"batch_size": 2})
    assert found == Settings(pipeline="from_env", batch_size=2, max_chars=10)


def test_overrides_that_are_none_do_not_count() -> None:
    assert load_settings(environ={}, overrides={"pipeline": None}) == Settings()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("pipline = 'x'", "No setting 'pipline' .* Did you mean pipeline"),  # a slip
        ("batch_size = 'many'", "must be int, not 'many'"),  # not a number
        ("batch_size = 0", "above 0"),  # a number without a meaning
        ("pipeline = 3", "must be a str"),  # wrong type
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


def test_every_setting_has_help() -> None:
    for field in Settings.__dataclass_fields__.values():
        assert field.metadata["help"]
