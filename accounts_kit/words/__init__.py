"""Words: how text, numbers, dates and sentences of a language read and are read (Dutch and English).

Knows nothing of records or files. Called by every layer that shows something to a person or takes text from
one.
"""
