"""The whole suite is shared by two workers, a file at a time; whatever is less runs in one process.

Two, because a landing machine has two cores, and each worker has a PostgreSQL, a site and a
browser of its own.
"""

import gc
import os
import sys
from collections import Counter
from pathlib import Path
from time import monotonic

import pytest

from xiangyi import builder

ROOT = Path(__file__).parents[1]

# Where a machine lets no compiled code be kept, as containers like to, each of the hundreds of
# processes that tests start would compile everything anew, which takes longer than the test.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """None for a folder or a file: to start and to collect twice would take longer."""
    named = {Path(name).resolve() for name in config.args}
    return 2 if named & {ROOT, ROOT / "tests"} else 0


def pytest_configure(config: pytest.Config) -> None:
    if config.option.dist == "no" or config.option.collectonly or config.option.verbose:
        return
    config.pluginmanager.register(Told(config.pluginmanager), "told-by-file")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays: nobody looks for cycles in it, now nor after any test."""
    gc.disable()
    told = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return told


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of two tests with one id, two workers would run one, and say nothing."""
    twice = [id_ for id_, times in Counter(item.nodeid for item in items).items() if times > 1]
    if twice:
        raise pytest.UsageError(f"more than one test is called {twice[0]}")


def pytest_xdist_setupnodes() -> None:
    """Build the app before there are two who need it, and would wait for one another."""
    try:
        builder.install_tools(ROOT / "pwa", say=print)
        builder.build_if_needed(ROOT, say=print)
    except builder.CannotBuild as error:
        # Whichever test needs it says so again, and knows whether that is a failure.
        print(error)  # noqa: T201


class Told:
    """A line for each file once it is done, so that a log that was cut off tells enough."""

    def __init__(self, plugins: pytest.PytestPluginManager) -> None:
        self._plugins = plugins
        self._began = monotonic()
        self._all: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._took: dict[str, float] = {}

    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._all = Counter(_file_of(id_) for id_ in ids)

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self):
        """No letters, which would stand between the lines; the summary needs the words."""
        category, _, word = yield
        return category, "", word if category != "passed" else ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        file = _file_of(report.nodeid)
        self._took[file] = self._took.get(file, 0.0) + report.duration
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            self._say(f"FAILED {report.nodeid}: {crash.message if crash else report.longrepr}")
        if report.when != "teardown":
            return
        self._done[file] += 1
        if self._done[file] == self._all[file]:
            self._say(f"{file}: {self._all[file]} in {self._took[file]:.1f} s")

    def _say(self, told: str) -> None:
        share = self._done.total() / max(self._all.total(), 1)
        line = f"{monotonic() - self._began:6.0f} s {share:4.0%} {told}"
        self._plugins.get_plugin("terminalreporter").write_line(line, flush=True)


def _file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]
