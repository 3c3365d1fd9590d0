"""Where CPython has these names."""

from unittest import TestResult
