"""What the repository promises about itself: locks with hashes and no host, the wheel runs anywhere, small files."""

import json
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "locks").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_locks_have_a_hash_for_each_package_and_name_no_host(lock: Path) -> None:
    content = lock.read_text("utf-8")
    assert "://" not in content
    assert "index-url" not in content
    packages = re.findall(r"^[a-z0-9][\w.-]*==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", content, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z0-9][\w.-]*==", content, re.MULTILINE)) > 0


def test_the_language_model_is_pinned_by_the_hash_that_was_checked() -> None:
    content = (ROOT / "locks" / "core.txt").read_text("utf-8")
    assert "sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779" in content


def test_source_files_hold_one_idea_each() -> None:
    long = {str(p): n for p in sorted((ROOT / "src").rglob("*.py")) if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the built wheel; dependencies come from the running one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
        ).stdout.strip()
    )
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)],
        check=True,
        capture_output=True,
    )
    # A plain path line is not searched for further .pth files, so the editable install of this checkout stays out.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_runs_from_any_folder(installed: Path, tmp_path: Path) -> None:
    example = ROOT / "examples" / "strait-talks.txt"
    command = [installed, "-m", "detente", "read", str(example), "--json", "--published", "2024-05-16"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    row = json.loads(done.stdout)
    assert row["statements"]
    assert row["events"]
    where = subprocess.run(
        [installed, "-c", "import detente; print(detente.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(ROOT / "src") not in where.stdout
