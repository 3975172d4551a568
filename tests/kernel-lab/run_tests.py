# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs unittest files by their paths, as `python3 -m unittest -v` would in each one's folder: run_tests.py [-k PATTERN]... FILE..."""
import argparse
import importlib.util
import pathlib
import sys
import time
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / folder) for folder in ("kernel-lab", "integration", "support", "target")]


class Timed(unittest.TextTestResult):
    """Says how long each test took, so that what makes the lab slow is seen."""

    def startTest(self, test):
        self._started = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        unittest.TestResult.addSuccess(self, test)
        self.stream.writeln(f"ok, {time.monotonic() - self._started:.1f} s")
        self.stream.flush()


def load(path, loader):
    path = pathlib.Path(path).resolve()
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return loader.loadTestsFromModule(module)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-k", dest="patterns", action="append", default=[])
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    loader = unittest.TestLoader()
    if options.patterns:
        loader.testNamePatterns = [pattern if "*" in pattern else f"*{pattern}*" for pattern in options.patterns]
    suite = unittest.TestSuite(load(path, loader) for path in options.files)
    if not suite.countTestCases():
        print("no test matches", file=sys.stderr)
        return 2
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Timed).run(suite)
    return 0 if result.wasSuccessful() else 1


sys.exit(main())
