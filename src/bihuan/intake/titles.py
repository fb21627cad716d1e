"""The bare problem out of a heading: without its form, its outer quotes and its status."""

from __future__ import annotations

from bihuan.intake.balance import peel_quotes
from bihuan.intake.lexicon import pattern, word


def names_itself(words_: str) -> bool:
    """True for a title in which stands nothing that would have to be cut off it."""
    return pattern("titles", "plain").fullmatch(words_) is not None


def split_remark(words_: str) -> tuple[str, str]:
    """Separate a closing remark such as a status in brackets from a heading's words."""
    from bihuan.intake.status import read_status

    if pattern("titles", "tail_remark_needs").search(words_) is None:
        return words_, ""
    match = pattern("titles", "tail_remark").search(words_)
    if match is None:
        return words_, ""
    remark = match["r"] or match["d"] or ""
    return (words_[: match.start()], remark) if read_status(remark).known else (words_, "")


def bare_title(words_: str) -> str:
    """Give the problem a heading names."""
    title = split_remark(words_)[0].strip().rstrip(word("headings", "trailing")).strip()
    labelled = pattern("titles", "labelled").match(title)
    if labelled is not None:
        title = title[labelled.end() :].strip()
    aspect = pattern("titles", "aspect").match(title)
    if aspect is not None:
        return peel_quotes(aspect["t"].strip(), sure=True)
    return _peel(title, labelled is not None)


def _peel(title: str, labelled: bool) -> str:
    prefix = pattern("titles", "prefix").match(title)
    stem = title[prefix.end() :] if prefix else title
    peeled = _without_suffix(stem, formal=bool(prefix))
    sure = bool(prefix) and peeled != stem
    inner = peel_quotes(peeled.strip(), sure=sure or labelled)
    if inner != peeled.strip():
        return _without_problem(inner)
    if prefix and peeled == stem and not labelled:
        return title if not pattern("titles", "bare_prefix").match(title) else peeled
    return peeled.strip()


def _without_suffix(stem: str, *, formal: bool) -> str:
    """Take off "(problem) and how it was rectified"; bare "problem" only where it is not the object itself."""
    shortened = pattern("titles", "long_suffix").sub("", stem)
    if shortened and not formal and not pattern("titles", "problem_suffix").search(shortened):
        shortened = shortened if shortened != stem and pattern("headings", "problem").search(shortened) else stem
    return _without_problem(shortened or stem)


def _without_problem(stem: str) -> str:
    match = pattern("titles", "problem_suffix").search(stem)
    if match is None:
        return stem
    rest = stem[: match.start()]
    return stem if not rest or pattern("titles", "keep_problem").search(rest) else rest
