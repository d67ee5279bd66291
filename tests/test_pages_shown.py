"""Pages as people see them: as text of a screen, and as HTML that no value can break, in two languages."""

from html.parser import HTMLParser

import pytest

import accounts_kit as ak
from tests.paged_firm import paged_firm

HOSTILE = [
    "<script>alert(1)</script>",
    "\"' onmouseover='alert(1)",
    "]]><!-- --></table>",
    "&lt;b&gt; &amp;",
    "Acme \u202eLB.V.\u2066",
    "w" * 5_000,
    "een\r\ntwee\u2028drie",
    "\x1b[2Jweg\x07",
    "{name} $1 %s",
]


@pytest.fixture
def ws() -> ak.Workspace:
    return paged_firm()


# --- as text


def test_an_account_as_text(ws: ak.Workspace) -> None:
    for field in ("created_at", "updated_at"):
        ws.execute("UPDATE accounts SET " + field + " = '2026-01-01 12:00:00+01'")
    assert repr(ak.accounts.page(ws, 1, order="-activities_90_days", as_of="2026-06-12")) == "\n".join(
        line.rstrip()
        for line in """\
Acme B.V.
Account 1 · Eigenaar: Els de Boer · Laatste contact: 11-6-2026 23:59

Over
  Bedrijfsnaam        Acme B.V.
  Website             –
  Eigenaar            Els de Boer
  Telefoon            –
  Adresregel 1        –
  Adresregel 2        –
  Plaats              –
  Provincie           –
  Postcode            –
  Land                –
  Omschrijving        Een. Twee.
  Aantal medewerkers  25
  Industrie/vertical  –
  Jaarlijkse omzet    –
  Aangemaakt op       1-1-2026 12:00
  Extern nummer       –
  Keuzes              A, B
  Contract
    Contracteinde       31-12-2026
    Waarde (USD)        12500,50

Notities (2)
  Moment          Auteur  Notitie
  1-2-2026 10:00  Els     Nieuw. Twee regels.
  1-1-2026 10:00  Jan     Oud.

Contactpersonen (3)
  Naam  Functie    E-mailadres  Telefoon  Laatste contact  Act. 90 dagen
  Piet  directeur  p1@acme.nl   06 8      11-6-2026 23:59  2
  zoë   inkoper    p2@acme.nl   06 7      1-6-2026 10:00   1
  –     –          p3@acme.nl   06 6      –                0""".splitlines()
    )


def test_text_stays_within_some_sixty_lines_and_a_screen_wide(ws: ak.Workspace) -> None:
    for number in range(40):
        ak.fields.define(
            ws,
            "account",
            f"Veld {number} {'x' * 90}",
            "text",
            key=f"veld{number}",
            group=f"Groep {number % 9}",
        )
        ak.contacts.create(ws, f"extra{number}@{'lang' * 12}.example", account=1, first_name="Naam " * 9)
        ak.notes.add(ws, "Nog een notitie. " * 20, account=1, author="Iemand met een lange naam " * 5)
        ak.deals.create(ws, f"Deal {number} {'y' * 90}", account=1, contact=1, value=number)
        ak.tasks.create(ws, f"Taak {number}", contact=1)
        ak.tags.add(ws, 1, f"etiket nummer {number}")
    for page in (ak.accounts.page(ws, 1), ak.contacts.page(ws, 1)):
        lines = repr(page).splitlines()
        assert len(lines) <= 66
        assert max(map(len, lines)) <= 110
    assert "… en nog 33: .contacts" in repr(ak.accounts.page(ws, 1))


@pytest.mark.parametrize("value", HOSTILE)
def test_text_has_no_sign_that_moves_a_cursor_or_turns_a_line_round(ws: ak.Workspace, value: str) -> None:
    for page in hostile_pages(ws, value):
        said = repr(page)
        assert not {"\x1b", "\x07", "\r", "\u2028", "\u202e", "\u2066"} & set(said)
        assert len(said.splitlines()) == said.count("\n") + 1
        assert max(map(len, said.splitlines())) <= 110


# --- as HTML

VOID = {"br", "hr", "img", "input", "meta", "link"}


class Nesting(HTMLParser):
    """Reads HTML strictly: every tag closed in its turn, no tag or attribute but those a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def read(html: str) -> Nesting:
    nesting = Nesting()
    nesting.feed(html)
    nesting.close()
    assert not nesting.open
    assert nesting.tags <= {
        "article", "section", "div", "span", "bdi", "br", "h3", "h4", "h5", "table", "thead", "tbody", "tr",
        "th", "td",
    }  # fmt: skip
    assert nesting.attributes <= {"style", "scope"}
    return nesting


def hostile_pages(ws: ak.Workspace, value: str) -> list[object]:
    """Give every text of a page this value, and return the pages in both languages."""
    short = value[:99]
    ak.fields.define(ws, "account", short, "text", key="vrij", group=short)
    ak.fields.define(ws, "contact", f"{short}.", "dropdown", key="keus", options=[short], group=short)
    ak.accounts.update(ws, 1, name=short, description=value, city=short, vrij=value[:2000])
    ak.contacts.update(
        ws, 1, first_name=short, last_name=short, job_title=short, phone=value[:90], keus=short
    )
    ak.notes.add(ws, value, account=1, contact=1, author=short)
    ak.tags.add(ws, 1, short)
    deal = ak.deals.create(ws, short, account=1, contact=1, stage=short, currency=value[:3])
    ak.tasks.create(ws, short, deal=deal, kind=short)
    ak.activities.record(ws, "event", contact=1, name=value[:900], campaign=value[:900], target=value[:900])
    return [
        page(ws, 1, language=language)
        for page in (ak.accounts.page, ak.contacts.page)
        for language in ("nl", "en")
    ]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_becomes_markup(ws: ak.Workspace, value: str) -> None:
    for page in hostile_pages(ws, value):
        html = page._repr_html_()
        assert "<script" not in html
        said = "".join(read(html).text)
        start = value.split("\r\n")[0].replace("\x1b", "\ufffd").replace("\x07", "\ufffd")[:60]
        assert said.count(start) >= 5
        assert not {"\x1b", "\x07"} & set(html)


def test_html_of_both_pages_is_well_nested_in_both_languages(ws: ak.Workspace) -> None:
    ak.deals.create(ws, "Contract", account=1, contact=1)
    ak.tasks.create(ws, "Bellen", contact=1)
    said = {
        language: [
            read(page(ws, 1, language=language)._repr_html_()).text
            for page in (ak.accounts.page, ak.contacts.page)
        ]
        for language in ("nl", "en")
    }
    for words, account in (
        (("Over", "Notities (2)", "Contactpersonen (3)", "Deals (1)", "Laatste contact"), said["nl"][0]),
        (("About", "Notes (2)", "Contacts (3)", "Deals (1)", "Last contact"), said["en"][0]),
        (("Over", "Activiteiten (3)", "Deals als primair contact (1)"), said["nl"][1]),
        (("About", "Activities (3)", "Deals as primary contact (1)"), said["en"][1]),
    ):
        assert set(words) <= set(account)


def test_lines_of_a_note_are_lines_and_what_is_empty_is_a_dash(ws: ak.Workspace) -> None:
    html = ak.accounts.page(ws, 1)._repr_html_()
    assert "<bdi>Nieuw.<br>Twee regels.</bdi>" in html
    assert "–</span>" in html


def test_colours_are_those_of_the_notebook(ws: ak.Workspace) -> None:
    html = ak.accounts.page(ws, 1)._repr_html_()
    assert "color:" not in html.replace("border-collapse", "")
    assert "background:none" in html


def test_no_more_rows_are_shown_than_a_person_reads(ws: ak.Workspace) -> None:
    for number in range(60):
        ak.contacts.create(ws, f"extra{number}@x.nl", account=1, first_name=f"Naam{number:02}.")
    html = ak.accounts.page(ws, 1)._repr_html_()
    assert html.count("Naam") <= 52
    assert "… en nog 13: .contacts" in html
    assert len(ak.accounts.page(ws, 1).contacts) == 63
