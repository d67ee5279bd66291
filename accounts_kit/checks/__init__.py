"""Checks: the named conditions on data, one truth for import, create and update.

`values` judges one record in plain Python, `frames` judges many with Pandera; both are made from the same
fields and the same named checks. The only importer of pandera.
"""
