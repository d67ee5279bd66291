"""Linking many contacts: from a frame, with every refused row, and by the domain of their e-mail address."""
