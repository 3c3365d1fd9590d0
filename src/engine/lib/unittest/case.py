"""Where CPython has these names."""

from unittest import (
    TestCase, FunctionTestCase, SkipTest, skip, skipIf,
    skipUnless, expectedFailure, addModuleCleanup, doModuleCleanups, enterModuleContext, _SubTest,
)
