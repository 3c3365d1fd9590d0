"""Where CPython has these names."""

from unittest import TestLoader, defaultTestLoader, makeSuite, findTestCases, getTestCaseNames
