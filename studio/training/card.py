"""What a run leaves to read: its catalog entry, its curves, its model card."""
