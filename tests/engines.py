"""A stand-in for Tesseract: a real program, started as the real one is, that reads what it is told.

Source: the command line of Tesseract 5 (`tesseract LIST OUT -l vie -c …`), its table of words.
"""

import sys

_PROGRAM = """#!{python}
import sys, time
{before}
if "--list-langs" in sys.argv:
    print("List of available languages (1):\\n{language}")
elif "--version" in sys.argv:
    print("tesseract 5.3.0\\n leptonica-1.82.0")
else:
    import io, pikepdf
    pages = open(sys.argv[1], encoding="utf-8").read().split()
    document = pikepdf.new()
    for _ in pages:
        document.add_blank_page()
    document.save(sys.argv[2] + ".pdf")
    names = "level page_num block_num par_num line_num word_num left top width height conf text"
    with open(sys.argv[2] + ".tsv", "w", encoding="utf-8") as table:
        table.write("\\t".join(names.split()) + "\\n")
        for page in range(1, len(pages) + 1):
            for number, word in enumerate({words!r}):
                place = f"{{page}} 1 1 {{1 + number // 2}} {{number}} 0 0 9 9 {{90 - number}}.5"
                table.write("\\t".join(["5", *place.split(), word]) + "\\n")
"""


def engine(folder, *, words=("Nguyễn", "Thị", "An"), language="vie", before=""):
    """Write an engine that reads two words a line on each page; return its path."""
    target = folder / "tesseract"
    target.write_text(
        _PROGRAM.format(python=sys.executable, words=list(words), language=language, before=before),
        "utf-8",
    )
    target.chmod(0o755)
    return target
