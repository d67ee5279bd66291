"""The workspace file: opening it, sharing it, and reading and writing it in one piece."""

from accounts_kit.workspace.opening import open as open
from accounts_kit.workspace.workspace import Workspace as Workspace
