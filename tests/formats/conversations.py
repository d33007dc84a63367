"""Conversations, by hypothesis or by hand, written in every format the program reads."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from html import escape

from hypothesis import strategies as st

from coder.formats.readers import parse_transcripts
from coder.model.document import Transcript
from tests.formats.pdfs import lines, pdf
from tests.formats.tricky import TRICKY

Said = tuple[str, str]  # speaker, words

# No line ends, no bold marks; single spaces, because cues are trimmed and joined.
WORDS = [word for text in TRICKY.values() for word in text.replace("\t", " ").split(" ") if word]
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u202a-\u202e]")
SPEECH = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(lambda words: "so " + " ".join(words))


def parse_transcript(data: bytes, name: str) -> Transcript:
    """The one transcript of a file."""
    (transcript,) = parse_transcripts(data, name)
    return transcript


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    """An interviewer and one or two others in turn; nobody follows himself."""
    others = draw(st.sampled_from([("S1",), ("S1", "S2"), ("Dr. Meyer",), ("受访者",)]))
    said: list[Said] = []
    for _ in range(draw(st.integers(2, 6))):
        said.append(("I", draw(SPEECH)))
        said += [(who, draw(SPEECH)) for who in others]
    return said


def as_txt(said: list[Said]) -> bytes:
    return "".join(f"{who}: {words}\n" for who, words in said).encode()


def as_md(said: list[Said]) -> bytes:
    return ("---\nregion: here\n---\n\n" + "".join(f"**{who}:** {words}\n\n" for who, words in said)).encode()


def as_docx(said: list[Said]) -> bytes:
    """ASCII control characters cannot be in XML and are left out."""
    import docx

    document = docx.Document()
    for who, words in said:
        document.add_paragraph(f"{who}: " + without_controls(words))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_vtt(said: list[Said]) -> bytes:
    cues = [
        f"{index}\n00:00:{index:02}.000 --> 00:00:{index:02}.900\n<v {who}>{escape(words, quote=False)}</v>\n"
        for index, (who, words) in enumerate(said)
    ]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def as_srt(said: list[Said]) -> bytes:
    cues = [
        f"{index + 1}\n00:00:{index:02},000 --> 00:00:{index:02},900\n{who}: {words}\n"
        for index, (who, words) in enumerate(said)
    ]
    return "\n".join(cues).encode()


ODT_MIMETYPE = b"application/vnd.oasis.opendocument.text"
_ODT_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "manifest": "manifest",
    }.items()
)


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of the parts in their order; one named ``mimetype`` is stored as it is, as its formats ask."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def odt(body: str, *, styles: str = "", automatic: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text: its body, its named styles and those made on the way."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODT_NAMES}><office:automatic-styles>'
        f"{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    named = f"<office:document-styles {_ODT_NAMES}><office:styles>{styles}</office:styles></office:document-styles>"
    parts = {"mimetype": ODT_MIMETYPE, "content.xml": content.encode(), "styles.xml": named.encode()}
    return zipped(parts | (more or {}))


def odt_words(words: str) -> str:
    """Words as OpenDocument writes them: all blanks but single spaces are elements."""
    marked = escape(without_controls(words.replace("\n", "\0").replace("\t", "\1"), keep="\0\1"), quote=False)
    marked = re.sub("  +", lambda run: f' <text:s text:c="{len(run[0]) - 1}"/>', marked)
    marked = re.sub("^ ", "<text:s/>", marked)
    return marked.replace("\0", "<text:line-break/>").replace("\1", "<text:tab/>")


def as_odt(said: list[Said]) -> bytes:
    return odt("".join(f"<text:p>{odt_words(f'{who}: {words}')}</text:p>" for who, words in said))


def rtf_words(words: str) -> str:
    """Words as RTF writes them: ASCII as it is, all else in 16 bits with a fallback."""
    units = words.encode("utf-16-le", "surrogatepass")
    out = []
    for at in range(0, len(units), 2):
        unit = int.from_bytes(units[at : at + 2], "little", signed=True)
        if unit in (92, 123, 125):
            out.append("\\" + chr(unit))
        elif unit == 9:
            out.append("\\tab ")
        elif unit == 10:
            out.append("\\line ")
        else:
            out.append(chr(unit) if 31 < unit < 127 else f"\\u{unit}?")
    return "".join(out)


def as_rtf(said: list[Said]) -> bytes:
    paragraphs = "".join(f"\\pard {rtf_words(f'{who}: {words}')}\\par\n" for who, words in said)
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}\uc1" + "\n" + paragraphs + "}").encode(
        "ascii"
    )


def as_html(said: list[Said]) -> bytes:
    """Blanks count once on a page unless it says otherwise."""
    body = "".join(
        f'<p style="white-space: pre-wrap"><b>{escape(who)}:</b> {escape(words)}</p>\n' for who, words in said
    )
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n<body>\n{body}</body></html>\n'.encode()


def epub(*chapters: str, spine: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """An EPUB of bodies of XHTML; ``spine`` may say another order than theirs."""
    names = [f"c{number}" for number in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="t/{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names)
    spine = spine or "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="a.css" media-type="text/css"/>{items}</manifest><spine>{spine}</spine></package>'
    )
    parts = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (
            b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            b'<rootfile full-path="O/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
        ),
        "O/p.opf": package.encode(),
        "O/nav.xhtml": xhtml("<nav><ol><li>Contents</li></ol></nav>"),
    }
    parts |= {f"O/t/{name}.xhtml": xhtml(chapter) for name, chapter in zip(names, chapters, strict=True)}
    return zipped(parts | (more or {}))


def xhtml(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head><body>{body}</body></html>'
    ).encode()


def as_epub(said: list[Said]) -> bytes:
    """One half in one chapter, the other in the next."""
    lines = [f"<pre>{escape(without_controls(f'{who}: {words}'))}</pre>" for who, words in said]
    half = len(lines) // 2
    return epub("\n".join(lines[:half]), "\n".join(lines[half:]))


def as_json(said: list[Said]) -> bytes:
    """As Whisper writes it: words begin with a blank, speakers are those of WhisperX."""
    segments = [
        {"id": index, "start": index, "end": index + 0.9, "text": f" {words}", "speaker": who}
        for index, (who, words) in enumerate(said)
    ]
    return json.dumps({"text": "", "segments": segments, "language": "en"}).encode()


def as_pdf(said: list[Said]) -> bytes:
    """Each turn on a line of its own, on pages as wide as that takes; see ``pdf_words`` for what is not kept."""
    text = [f"{who}: {pdf_words(words)}" for who, words in said]
    pages = [lines(text[at : at + 20], pitch=36) for at in range(0, len(text), 20)]
    return pdf(pages, width=200 + 6 * max(map(len, text)))


def pdf_words(words: str) -> str:
    """What the library gives back: it spells ligatures out, and puts words from right to left in another order."""
    words = " ".join(word for word in words.split(" ") if not _RIGHT_TO_LEFT.search(word))
    return _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), words)


def without_controls(words: str, *, keep: str = "") -> str:
    return "".join(ch for ch in words if ch >= " " or ch in keep)


WRITERS = {
    ".txt": as_txt,
    ".md": as_md,
    ".docx": as_docx,
    ".docm": as_docx,
    ".odt": as_odt,
    ".rtf": as_rtf,
    ".html": as_html,
    ".htm": as_html,
    ".xhtml": as_html,
    ".epub": as_epub,
    ".vtt": as_vtt,
    ".srt": as_srt,
    ".json": as_json,
}

IN_XML = (".docx", ".docm", ".odt", ".epub")  # where ASCII control characters cannot be
