"""Records: accounts, contacts, their associations, notes, tags, users and custom fields. Owns every write.

Every write is set-wise (one record is a set of one) and belongs to a change set, so that it can be undone.
"""
