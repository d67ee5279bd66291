"""Finding records and notes by a few letters, and names that are alike."""
