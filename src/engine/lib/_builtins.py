"""What builtin functions and types do when they must call Python code. Native code escapes to these helpers."""
