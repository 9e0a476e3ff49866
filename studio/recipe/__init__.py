"""Recipe: what is wanted of a photo, as a value and as a document."""
