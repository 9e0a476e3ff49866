"""What models exist, their files, and the runtimes that load them."""
