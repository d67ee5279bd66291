"""Records: accounts, contacts, associations, notes, tags, users, fields, deals, tasks, activities. Owns every
write.

Every write is set-wise (one record is a set of one) and belongs to a change set, so that it can be undone.
"""
