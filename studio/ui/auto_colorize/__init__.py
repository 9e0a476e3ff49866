"""The page Auto Colorize: colours at once, then a style."""
