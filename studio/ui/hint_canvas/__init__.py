"""The Hint Canvas page: say which colour goes where."""
