"""Why a file cannot be read: one class per anticipated refusal, each saying what, where and what to do.

Every refusal derives from `Unreadable`; screens answer with its parts, the command line prints it as one line.
"""

from __future__ import annotations


class Unreadable(Exception):
    """A file that cannot be used, with the place in it, the problem and the remedy."""

    problem = "cannot be read"
    remedy = "choose another file"

    def __init__(self, file: str, *, place: str = "file", problem: str = "", remedy: str = "") -> None:
        self.file = file
        self.place = place
        self.problem = problem or type(self).problem
        self.remedy = remedy or type(self).remedy
        super().__init__(" ".join(f"{self.file}: {self.place}: {self.problem}; {self.remedy}".split()))


class NotFound(Unreadable):
    problem = "there is no such file, or it may not be opened"
    remedy = "check the path"


class TooLarge(Unreadable):
    problem = "the file is too large"
    remedy = "split it, or take the pictures out of it"


class Empty(Unreadable):
    problem = "the file holds no text"
    remedy = "check that it was saved and sent completely"


class UnknownType(Unreadable):
    problem = "the content is neither .docx, .xlsx, .pdf nor plain text"
    remedy = "save it as .docx, .xlsx, .pdf or .txt"


class OldFormat(Unreadable):
    problem = "this is the old binary Office format"
    remedy = "open it in Word, Excel or WPS and save it as .docx or .xlsx"


class NoWorkbook(Unreadable):
    problem = "this is no .xlsx workbook"
    remedy = "open it in Excel or WPS, choose “Save as”, take .xlsx, and send that file back"


class Encrypted(Unreadable):
    problem = "the file is protected by a password"
    remedy = "take the password off and save it again"


class CarriesMacros(Unreadable):
    problem = "the file carries macros or active content"
    remedy = "save it as .docx or .xlsx without macros"


class LinksOutside(Unreadable):
    problem = "the file draws on something outside itself"
    remedy = "break the links (or turn them into plain text) and save it again"


class Bomb(Unreadable):
    problem = "the file unpacks to far more than a document holds"
    remedy = "save it again from Word, Excel or WPS"


class ForbiddenMarkup(Unreadable):
    problem = "the file declares a document type or entities, which Office files never do"
    remedy = "save it again from Word, Excel or WPS"


class Corrupt(Unreadable):
    problem = "the file is damaged or cut off"
    remedy = "send it again, or open it and save it anew"


class Scanned(Unreadable):
    problem = "the pages are pictures without text"
    remedy = "give the Word file, or run text recognition first (OCR is an extra that is not installed)"


class UnknownEncoding(Unreadable):
    problem = "the text is neither UTF-8, UTF-16 nor GB18030"
    remedy = "save it as UTF-8"


class WrongHeader(Unreadable):
    problem = "no sheet has a header row with a column for the problem"
    remedy = "start from the template, or name the column as it does"
