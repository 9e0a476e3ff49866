"""Projects: films that a person works at, kept on the disk with their storyboards."""
