"""Workbooks made by hand, part by part, for tests of what is refused."""

from zipfile import ZIP_DEFLATED, ZipFile

BOOK = '<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>'
RELATIONS = "<Relationships>{relations}</Relationships>"
ONE = '<Relationship Id="r{n}" Type="http://x/worksheet" Target="{target}"/>'


def packed(path, *sheets, shared=None, names=None, **more):
    """Write a workbook of sheets, each the XML within its root, and return its path.

    `more` replaces parts by their names, with slashes written as two underscores.
    """
    titles = names or [f"s{n}" for n in range(len(sheets))]
    named = "".join(f'<sheet name="{title}" r:id="r{n}"/>' for n, title in enumerate(titles))
    relations = "".join(ONE.format(n=n, target=f"worksheets/s{n}.xml") for n in range(len(sheets)))
    if shared is not None:
        relations += '<Relationship Id="t" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": BOOK.format(sheets=named),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(relations=relations),
    }
    parts |= {f"xl/worksheets/s{n}.xml": f"<worksheet>{xml}</worksheet>" for n, xml in enumerate(sheets)}
    parts |= {} if shared is None else {"xl/sharedStrings.xml": f"<sst>{shared}</sst>"}
    parts |= {name.replace("__", "/"): content for name, content in more.items()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path
