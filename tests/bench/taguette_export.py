"""Run by a Python that has Taguette 1.5.2: its exports of highlights, measured through its own functions.

``python taguette_export.py FOLDER ROUNDS`` reads ``highlights.json`` (document, tag, words) in the folder and prints
the best seconds of each format as JSON. Word goes through Calibre; without that there is none.
"""

import asyncio
import io
import json
import shutil
import sys
import time
from pathlib import Path


def main(folder: Path, rounds: int) -> None:
    """Fill a database as its server does, then export."""
    import tornado.locale
    from taguette import database, export  # type: ignore[import-not-found]

    highlights = json.loads((folder / "highlights.json").read_text("utf-8"))
    session = database.connect(f"sqlite:///{folder / 'taguette.sqlite3'}")()
    project = database.Project(name="p", description="")
    session.add(project)
    session.flush()
    documents, tags = {}, {}
    for document, tag, words in highlights:
        if document not in documents:
            documents[document] = database.Document(
                name=document,
                description="",
                filename=document,
                project_id=project.id,
                contents="<p>-</p>",
                text_direction=database.TextDirection.LEFT_TO_RIGHT,
            )
            session.add(documents[document])
        if tag not in tags:
            tags[tag] = database.Tag(project_id=project.id, path=tag, description="")
            session.add(tags[tag])
        session.flush()
        session.add(
            database.Highlight(
                document_id=documents[document].id,
                start_offset=0,
                end_offset=1,
                snippet=f"<p>{words}</p>",
                tags=[tags[tag]],
            )
        )
    session.commit()
    locale = tornado.locale.get("en_US")
    config = {"CONVERT_FROM_HTML_TIMEOUT": 600, "CONVERT_TO_HTML_TIMEOUT": 600, "OUT_HTML_SIZE_LIMIT": 10**9}

    async def page(extension: str) -> int:
        _, contents = export.highlights_doc(session, project.id, "", extension, config=config, locale=locale)
        return sum(map(len, await contents))

    formats = {
        "csv": lambda: export.highlights_csv(session, project.id, "", io.StringIO()),
        "xlsx": lambda: export.highlights_xslx(session, project.id, "", str(folder / "t.xlsx")),
        "html": lambda: asyncio.run(page("html")),
    }
    if shutil.which("ebook-convert"):
        formats["docx"] = lambda: asyncio.run(page("docx"))
    found = {}
    for name, made in formats.items():
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            made()  # type: ignore[no-untyped-call]
            times.append(time.perf_counter() - start)
        found[name] = min(times)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
