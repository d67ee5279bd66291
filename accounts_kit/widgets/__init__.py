"""Widgets: what one clicks in a notebook. Views on rules and records; every answer comes from below."""

from accounts_kit.widgets.builder import SegmentBuilder, segment_builder
from accounts_kit.widgets.showing import show

__all__ = ["SegmentBuilder", "segment_builder", "show"]
