"""Values as they are compared: letters without accents and signs, digits alone, consonants alone.

SQL over an expression of text; nothing left is NULL.
"""

from __future__ import annotations

from accounts_kit.records.finding.legal_forms import plain_sql


def letters_sql(expression: str) -> str:
    """Return the SQL of the letters and digits of a text, plain and in lower case."""
    return f"nullif(regexp_replace({plain_sql(expression)}, '[^\\pL\\pN]+', '', 'g'), '')"


def digits_sql(expression: str) -> str:
    """Return the SQL of the digits of a text."""
    return f"nullif(regexp_replace({expression}, '[^0-9]+', '', 'g'), '')"


def phone_sql(expression: str) -> str:
    """Return the SQL of a phone number's last nine digits: 06-12345678 and +31 6 1234 5678 are one."""
    return f"right({digits_sql(expression)}, 9)"


def domain_sql(expression: str) -> str:
    """Return the SQL of the domain of a website, without www: acme.nl of https://www.acme.nl/contact."""
    pattern = r"'^(?:[a-z]+://)?(?:www[0-9]?\.)?([^/:?#\s]+)'"
    return f"nullif(regexp_extract(lower({expression}), {pattern}, 1), '')"


def skeleton_sql(expression: str) -> str:
    """Return the SQL of a name's consonants, double ones once: Janssen, Jansen and Jensen have one."""
    bare = f"regexp_replace({expression}, '[aeiouy ]+', '', 'g')"
    for letter in "sntlkrmpfdgbc":
        bare = f"replace({bare}, '{letter * 2}', '{letter}')"
    return bare
