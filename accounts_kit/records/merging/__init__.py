"""Merging accounts or contacts: which value each field gets, and what moves to the survivor."""
