"""The package: what it imports, how fast, and that its README tells the truth."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import pytest

import varlik
from conftest import COMMAND, ROOT

# An import may cost this much beyond the start of the interpreter.
BUDGET = 0.050

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def seconds(program: str) -> float:
    """The best of several runs: the machine's other work only ever adds."""
    best = float("inf")
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        best = min(best, time.perf_counter() - start)
    return best


def test_the_import_is_quick() -> None:
    assert seconds("import varlik") - seconds("pass") < BUDGET


def test_the_import_brings_nothing_heavy() -> None:
    program = (
        "import sys; before = set(sys.modules); import varlik\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    allowed = {"varlik", "collections", "itertools", "keyword", "operator", "reprlib", "_collections", "_operator"}
    assert set(done.stdout.split()) - allowed == set()


def test_no_package_is_required() -> None:
    assert not [need for need in metadata.requires("varlik") or [] if "extra ==" not in need]


def test_the_version_is_one() -> None:
    assert varlik.__version__ == metadata.version("varlik")


def test_everything_public_has_a_docstring() -> None:
    for name in varlik.__all__:
        thing = getattr(varlik, name)
        if name == "__version__":
            continue
        assert thing.__doc__, name
        if isinstance(thing, type) and not issubclass(thing, varlik.Error):
            for member in vars(thing):
                if not member.startswith("_"):
                    assert getattr(thing, member).__doc__, f"{name}.{member}"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples in it, as a reader of the README has."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("block", blocks("python"))
def test_python_in_the_readme_runs(block: str, checkout: Path) -> None:
    exec(compile(block, "README.md", "exec"), {})


@pytest.mark.parametrize("block", [block for block in blocks("sh") if re.search(r"^(.*\| )?varlik ", block, re.MULTILINE)])
def test_commands_in_the_readme_run(block: str, checkout: Path) -> None:
    program = re.sub(r"^varlik |(?<=\| )varlik ", f"'{COMMAND}' ", block, flags=re.MULTILINE)
    subprocess.run(["bash", "-euc", program], check=True, capture_output=True)


def test_the_account_in_the_readme_is_what_the_command_prints() -> None:
    # The bits are those of the tables, which are learnt anew now and then; the words and what they say stay.
    number = re.compile(r"[+-]?\d+\.\d+")
    found = re.search(r"^```sh\nvarlik (compare .*)\n```\n\n```text\n((?:.*\n)*?)```$", README, re.MULTILINE)
    assert found is not None
    done = subprocess.run([COMMAND, *shlex.split(found[1])], capture_output=True, text=True, check=True)
    shown = [number.sub("", line).split() for line in found[2].splitlines()]
    assert shown == [number.sub("", line).split() for line in done.stdout.splitlines()]
    bits = [float(text) for text in number.findall(done.stdout)]
    assert [float(text) for text in number.findall(found[2])] == pytest.approx(bits, abs=1.0)


def test_the_readme_has_examples() -> None:
    assert blocks("python") and any(block.startswith("varlik ") for block in blocks("sh")) and blocks("rust")
