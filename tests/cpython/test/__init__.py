"""Stands in for CPython's package of tests: what is run is copied beside it from the installed one."""
