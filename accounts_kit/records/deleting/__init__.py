"""Deleting records with what goes along, bringing them back, and forgetting them for good."""
