"""The smallest changes that would turn an answer: which tests have to answer otherwise, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

from accounts_kit.segments.explanation import Node

# So many sets are shown, and kept on the way: among more of them nobody chooses.
AT_MOST = 5

Sets = tuple[frozenset[str], ...]


def flips(tree: Node) -> Sets:
    """Return the sets of tests (by their text) with which the answer at the top would turn, the fewest tests.

    At most five of the same size; none when no test can turn it, as for a pinned record.
    """
    return _to(tree, not tree.holds) or ()


def _to(node: Node, wanted: bool) -> Sets | None:
    """Return the smallest sets that make a node answer so; the empty set when it does, None when none can."""
    if node.holds == wanted:
        return (frozenset(),)
    match node.how:
        case "test":
            return (frozenset((node.text,)),)
        case "fixed":
            return None
        case "not":
            return _to(node.children[0], not wanted)
        case "inside":
            return _to(node.children[0], wanted)
    if (node.how == "all") == wanted:
        return _each_of(node.children, wanted)
    return _one_of(node.children, wanted)


def _each_of(nodes: Sequence[Node], wanted: bool) -> Sets | None:
    """Return sets that bring all of the nodes to an answer: one set of each, together."""
    together: Sets = (frozenset(),)
    for node in nodes:
        own = _to(node, wanted)
        if own is None:
            return None
        together = _smallest(one | other for one, other in product(together, own))
    return together


def _one_of(nodes: Sequence[Node], wanted: bool) -> Sets | None:
    found = [one for node in nodes for one in _to(node, wanted) or ()]
    return _smallest(found) or None


def _smallest(sets: object) -> Sets:
    """Return those of the fewest tests, each once, at most five."""
    found = list(dict.fromkeys(sets))  # type: ignore[call-overload]  # any iterable of sets
    fewest = min((len(one) for one in found), default=0)
    return tuple(islice((one for one in found if len(one) == fewest), AT_MOST))
