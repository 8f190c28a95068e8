"""Runs the built `shuiheng` for tests: its answers as JSON, its exit codes, projects in folders with Chinese names and spaces."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(os.environ["SHUIHENG"])
SOURCE = pathlib.Path(os.environ["SHUIHENG_SOURCE_DIR"])
REFERENCE = pathlib.Path(os.environ["SHUIHENG_REFERENCE_DATA"])
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "zh_CN.UTF-8"}


def run(*arguments, stdin=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, input=stdin, env=ENVIRONMENT, timeout=300)


def answer(*arguments, code=0, stdin=None):
    """The one JSON object of a command that ends with `code`."""
    done = run(*arguments, "--json", stdin=stdin)
    assert done.returncode == code, (arguments, done.returncode, done.stderr.decode())
    return json.loads(done.stdout)


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Folder:
    """A temporary folder with a name that breaks careless programs."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="水衡 测试 "))

    def __truediv__(self, name):
        return self.path / name

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


class Sample:
    """The sample county, made once: by ctest for all tests of a run (as a program, with the folder as its argument), else by the first test
    that wants it. Each test gets a copy of its project."""

    folder = None
    given = os.environ.get("SHUIHENG_SAMPLE")

    @classmethod
    def make(cls):
        if cls.given:
            return pathlib.Path(cls.given)
        if cls.folder is None:
            cls.folder = Folder()
            done = run("sample", cls.folder / "示例")
            assert done.returncode == 0, done.stderr.decode()
        return cls.folder / "示例"

    @classmethod
    def project(cls, into):
        copy = into / "固阳 副本.gpkg"
        shutil.copyfile(cls.make() / "固阳县示例.gpkg", copy)
        return copy

    @classmethod
    def raw(cls, name):
        return cls.make() / "原始数据" / name

    @classmethod
    def remove(cls):
        if cls.folder is not None:
            cls.folder.remove()


if __name__ == "__main__":
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    sys.exit(run("sample", sys.argv[1]).returncode)
