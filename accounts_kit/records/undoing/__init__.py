"""Undo: the rows that come back, the cells that go back, and what stays because it changed since."""
