"""The command line, one module a command.

`main.app` is `colorstudio`. Stands on everything but the pages.
"""
