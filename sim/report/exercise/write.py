"""Writing the report of an exercise, as a page or as a Word document."""

from typing import Final

from sim.report.exercise.debrief import Debrief
from sim.report.exercise.page import page
from sim.report.words import Lang

FORMS: Final = ("word", "html")


def exercise_report(debrief: Debrief, form: str, lang: str = "zh") -> bytes:
    """Return the report of an exercise as the bytes of a file.

    Parameters
    ----------
    debrief
        The exercise.
    form
        ``word`` or ``html``.
    lang
        ``zh`` or ``en``: the language of the document, or the one that the page shows first.
    """
    from sim.report.html import render
    from sim.report.office.docx import paper

    first = Lang(lang)
    if form == "html":
        return render(page(debrief, _images(debrief, "svg", tuple(Lang)), first)).encode()
    return paper(page(debrief, _images(debrief, "png", (first,)), first), first)


def _images(debrief: Debrief, form: str, langs: tuple[Lang, ...]) -> dict[str, dict[str, str]]:
    """Return every figure in some languages, as URIs."""
    from sim.report.exercise.figure import bands, process
    from sim.report.fonts import look
    from sim.report.html import data_uri
    from sim.report.write import saved

    media = "image/svg+xml" if form == "svg" else "image/png"
    found: dict[str, dict[str, str]] = {"process": {}}
    with look():
        for lang in langs:
            found["process"][lang.value] = data_uri(saved(process(debrief, lang), form), media)
            for number, outlook in enumerate(debrief.outlooks):
                drawn = saved(bands(outlook, lang), form)
                found.setdefault(f"outlook{number}", {})[lang.value] = data_uri(drawn, media)
    return found
