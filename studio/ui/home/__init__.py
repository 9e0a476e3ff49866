"""The home page: samples to try, and earlier work to go on with."""
