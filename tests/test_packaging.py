"""What an installation holds: a wheel in a clean environment, an editable checkout, and the lock."""

import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ("schemas", "data", "notebooks")
NOT_INSTALLED_YET = (
    "import importlib.util, sys; sys.exit(importlib.util.find_spec('accounts_kit') is not None)"
)


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a command printed; when it fails, fail with what it said."""
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean_environment(folder: Path) -> Path:
    """Return the programs of a new environment that has our dependencies, but no accounts_kit.

    A `.pth` file puts this environment's packages on its path; `.pth` files in there (such as the one of an
    editable install) are not followed.
    """
    paths = {"base": str(folder), "platbase": str(folder), "installed_base": str(folder)}
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    site = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    programs = Path(sysconfig.get_path("scripts", "venv", vars=paths))
    run(programs / "python", "-c", NOT_INSTALLED_YET, cwd=folder)
    return programs


def install(programs: Path, what: str | Path, *options: str) -> None:
    offline = ("--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        programs / "python",
        "install",
        *offline,
        *options,
        what,
        cwd=ROOT,
    )


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked source distribution."""
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, cwd=ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, so that this one holds all that it takes."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=sdist)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment in which accounts_kit comes from the wheel."""
    programs = clean_environment(tmp_path_factory.mktemp("from a wheel"))
    install(programs, wheel)
    return programs


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment in which accounts_kit is this checkout."""
    programs = clean_environment(tmp_path_factory.mktemp("editable"))
    install(programs, ROOT, "--editable")
    return programs


def shipped_folders(programs: Path, cwd: Path) -> list[Path]:
    code = f"from accounts_kit.shipped import shipped\nfor name in {SHIPPED}: print(shipped(name))"
    return [Path(line) for line in run(programs / "python", "-c", code, cwd=cwd).splitlines()]


def files_in(folder: Path) -> set[str]:
    """The files of a folder, without what runs leave there."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in found if not re.search(r"(^|/)(\.|__pycache__/)", path)}


def test_the_command_of_an_installed_wheel_shows_its_help(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "accounts-kit", "--help", cwd=tmp_path).startswith("Usage: accounts-kit ")


def test_the_command_of_an_installed_wheel_tells_the_version_of_the_package(
    installed: Path, tmp_path: Path
) -> None:
    code = "import accounts_kit; print(accounts_kit.__version__)"
    version = run(installed / "python", "-c", code, cwd=tmp_path).strip()
    assert version in run(installed / "accounts-kit", "--version", cwd=tmp_path).split()


def test_every_name_of_the_facade_is_found_in_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    code = "from accounts_kit import *; import accounts_kit; print(accounts_kit.__file__)"
    place = Path(run(installed / "python", "-c", code, cwd=tmp_path).strip())
    assert place.is_relative_to(installed.parent)


def test_a_wheel_holds_the_shipped_folders_whole(installed: Path, tmp_path: Path) -> None:
    for name, folder in zip(SHIPPED, shipped_folders(installed, tmp_path), strict=True):
        assert folder.is_relative_to(installed.parent)
        assert files_in(folder) == files_in(ROOT / name) != set()


def test_a_wheel_holds_every_file_of_the_package_lists_and_licences_too(
    installed: Path, tmp_path: Path
) -> None:
    code = "import accounts_kit; print(accounts_kit.__file__)"
    place = Path(run(installed / "python", "-c", code, cwd=tmp_path).strip())
    assert files_in(ROOT / "accounts_kit") <= files_in(place.parent)
    assert (place.parent / "records" / "linking" / "free_mail" / "LICENSE.md").is_file()


def test_an_editable_install_uses_the_folders_of_the_checkout(editable: Path, tmp_path: Path) -> None:
    assert shipped_folders(editable, tmp_path) == [ROOT / name for name in SHIPPED]


def test_the_source_distribution_holds_the_tests_and_what_they_need(sdist: Path) -> None:
    needed = "Makefile requirements.lock conftest.py LICENSE README.md CHANGELOG.md pyproject.toml"
    assert [name for name in needed.split() if not (sdist / name).is_file()] == []
    assert files_in(sdist / "tests") == files_in(ROOT / "tests")


def test_the_lock_names_no_registry_and_no_path() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|index|file:|(?m:^-)|^/", lock)


def test_the_lock_holds_every_dependency_with_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"(?m)^([a-z0-9-]+)==[^\n]*\\\n    --hash=sha256:", lock)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    names = {re.match(r"[\w-]+", one).group().lower() for one in wanted} - {"accounts-kit"}
    assert names <= set(pinned)
