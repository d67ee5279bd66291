"""Whatever a firm is called, Python and DuckDB make it alike in the same way."""

import pyarrow as pa
from hypothesis import given, strategies as st

import accounts_kit as ak
from accounts_kit.records.finding.legal_forms import (
    ANYWHERE,
    AT_THE_BEGINNING,
    AT_THE_END,
    likeness,
    likeness_sql,
    words_of_name,
    words_of_name_sql,
)

WS = ak.open()

SIGNS = st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\0")
FORMS = st.sampled_from([*ANYWHERE, *AT_THE_END, *AT_THE_BEGINNING])
PARTS = st.one_of(
    st.text(SIGNS, max_size=6), FORMS, FORMS.map(str.upper), FORMS.map(".".join), st.sampled_from(" .,-&'( )")
)
NAMES = st.lists(PARTS, max_size=8).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=50))
def test_both_engines_agree(names: list[str]) -> None:
    with WS.staged("names", pa.table({"name": names})) as staged:
        found = WS.rows(f"SELECT {words_of_name_sql('name')}, {likeness_sql('name')} FROM {staged}")
    assert found == [(words_of_name(name), likeness(name)) for name in names]


@given(NAMES, st.sampled_from([*ANYWHERE, *AT_THE_END]))
def test_one_more_legal_form_at_the_end_changes_nothing(name: str, form: str) -> None:
    bare = words_of_name(f"Zonnedauw {name}")
    assert words_of_name(f"Zonnedauw {bare} {form}") == words_of_name(f"Zonnedauw {bare}")
