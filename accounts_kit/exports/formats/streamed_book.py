"""A workbook that is written row by row: what is done waits on disk, and every text stays a text."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import BinaryIO


class StreamedBook:
    """An open workbook (`book`); either closed, which writes the file, or abandoned."""

    def __init__(self, file: BinaryIO) -> None:
        import xlsxwriter

        self._rows_on_disk = TemporaryDirectory()
        settings = {
            "constant_memory": True, "tmpdir": self._rows_on_disk.name, "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True,
        }  # fmt: skip
        self.book = xlsxwriter.Workbook(file, settings)

    def close(self) -> None:
        """Write the file."""
        self.book.close()
        self._rows_on_disk.cleanup()

    def abandon(self) -> None:
        """Close the rows that wait on disk, and remove them."""
        for sheet in self.book.worksheets():
            sheet.row_data_fh.close()
        self.book.fileclosed = True
        self._rows_on_disk.cleanup()
