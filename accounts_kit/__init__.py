"""Accounts, contacts, segments and merge fields of one firm: `import accounts_kit as ak`.

Names only, and lazy: importing this package loads neither pandas nor duckdb; a name finds its module on first
use. A new name stands twice, in a table for Python and in an import for editors and type checkers; a test
compares the two. Notebooks import nothing else, and inside the package nobody does.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# ak.<name> is this module
MODULES = {
    "accounts": "accounts_kit.records.accounts",
    "activities": "accounts_kit.records.activities",
    "associations": "accounts_kit.records.associations",
    "changes": "accounts_kit.records.changes",
    "charts": "accounts_kit.reports.charts",
    "contacts": "accounts_kit.records.contacts",
    "deals": "accounts_kit.records.deals",
    "exports": "accounts_kit.exports",
    "fields": "accounts_kit.records.custom_fields",
    "imports": "accounts_kit.imports",
    "merge_fields": "accounts_kit.merge_fields",
    "notes": "accounts_kit.records.notes",
    "ready": "accounts_kit.rules.ready",
    "reports": "accounts_kit.reports",
    "sample": "accounts_kit.sample",
    "segments": "accounts_kit.segments",
    "tags": "accounts_kit.records.tags",
    "tasks": "accounts_kit.records.tasks",
    "users": "accounts_kit.records.users",
}

# ak.<name> comes from this module
NAMES = {
    "accounts_kit.errors": (
        "AccountsKitError AlreadyExists AlreadyLinked ExtraMissing FieldInUse FileInTheWay FileMissing "
        "MappingError NoRoom NotAWorkspace NotAllowed NotLinked PlanIsStale Problem ReportFailed "
        "RuleError TemplateError TransactionFailed UnknownEncoding UnknownField UnknownOption "
        "UnknownRecord UnreadableFile WorkspaceBusy WorkspaceClosed WorkspaceMissing WorkspaceReadOnly "
        "WorkspaceTooNew WrongKind WrongValue"
    ),
    "accounts_kit.merge_fields": "Template",
    "accounts_kit.records.integrity": "check",
    "accounts_kit.records.repairing": "repair",
    "accounts_kit.rules": "account activity contact deal everyone in_segment note rule task",
    "accounts_kit.segments": "Segment",
    "accounts_kit.segments.names": "names",
    "accounts_kit.widgets": "segment_builder show",
    "accounts_kit.workspace": "Workspace open",
}

if TYPE_CHECKING:
    from accounts_kit import (
        exports as exports,
        imports as imports,
        merge_fields as merge_fields,
        reports as reports,
        sample as sample,
        segments as segments,
    )
    from accounts_kit.errors import (
        AccountsKitError as AccountsKitError,
        AlreadyExists as AlreadyExists,
        AlreadyLinked as AlreadyLinked,
        ExtraMissing as ExtraMissing,
        FieldInUse as FieldInUse,
        FileInTheWay as FileInTheWay,
        FileMissing as FileMissing,
        MappingError as MappingError,
        NoRoom as NoRoom,
        NotAllowed as NotAllowed,
        NotAWorkspace as NotAWorkspace,
        NotLinked as NotLinked,
        PlanIsStale as PlanIsStale,
        Problem as Problem,
        ReportFailed as ReportFailed,
        RuleError as RuleError,
        TemplateError as TemplateError,
        TransactionFailed as TransactionFailed,
        UnknownEncoding as UnknownEncoding,
        UnknownField as UnknownField,
        UnknownOption as UnknownOption,
        UnknownRecord as UnknownRecord,
        UnreadableFile as UnreadableFile,
        WorkspaceBusy as WorkspaceBusy,
        WorkspaceClosed as WorkspaceClosed,
        WorkspaceMissing as WorkspaceMissing,
        WorkspaceReadOnly as WorkspaceReadOnly,
        WorkspaceTooNew as WorkspaceTooNew,
        WrongKind as WrongKind,
        WrongValue as WrongValue,
    )
    from accounts_kit.merge_fields import Template as Template
    from accounts_kit.records import (
        accounts as accounts,
        activities as activities,
        associations as associations,
        changes as changes,
        contacts as contacts,
        custom_fields as _custom_fields,
        deals as deals,
        notes as notes,
        tags as tags,
        tasks as tasks,
        users as users,
    )
    from accounts_kit.records.integrity import check as check
    from accounts_kit.records.repairing import repair as repair
    from accounts_kit.reports import charts as charts
    from accounts_kit.rules import (
        account as account,
        activity as activity,
        contact as contact,
        deal as deal,
        everyone as everyone,
        in_segment as in_segment,
        note as note,
        ready as ready,
        rule as rule,
        task as task,
    )
    from accounts_kit.segments import Segment as Segment
    from accounts_kit.segments.names import names as names
    from accounts_kit.widgets import segment_builder as segment_builder, show as show
    from accounts_kit.workspace import Workspace as Workspace, open as open

    fields = _custom_fields

HOMES = {name: module for module, names in NAMES.items() for name in names.split()}

__all__ = sorted((*MODULES, *HOMES))


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


if not TYPE_CHECKING:  # a type checker that sees this would take every misspelt name for one of ours

    def __getattr__(name: str) -> object:
        if name in MODULES:
            value = import_module(MODULES[name])
        elif name in HOMES:
            value = getattr(_module(HOMES[name], name), name)
        else:
            raise AttributeError(_no_such_name(name), name=name)
        globals()[name] = value  # found without asking, next time
        return value


def _module(home: str, name: str) -> ModuleType:
    """Return a module; raises ExtraMissing where it needs a package that only the extra [notebook] brings."""
    try:
        return import_module(home)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("accounts_kit"):
            raise
        from accounts_kit.errors import ExtraMissing

        raise ExtraMissing(
            f'ak.{name} needs {error.name}. Install it: pip install "accounts-kit[notebook]".'
        ) from None


def _no_such_name(name: str) -> str:
    from accounts_kit.words.nearest import suggestion

    return f"accounts_kit has no name {name!r}. {suggestion(name, __all__)}".rstrip()
