"""Writing: pixels become the bytes of a file, marked as colorized."""
