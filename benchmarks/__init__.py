"""The figures that the README states, each a command: `python -m benchmarks` prints them all.

A figure is a ratio, taken pair by pair in one run, so that it holds on any machine; the seconds beside it
are those of this machine. Never part of a test.
"""
