"""The named corpus: own tricky conversations, each wrapped into every format by the plainest means.

Written apart from the readers and from the writers of ``conversations``: what two hands wrote alike may be right.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from tests.formats.taguette_project import paragraphs, project

Said = tuple[str, str]  # speaker, words

# Speakers, and what they say; the first of each is the interviewer. Nothing here was ever said by anybody.
CORPUS: dict[str, list[Said]] = {
    "plain": [
        ("I", "What do you make here?"),
        ("R", "We make parts for others, mostly small ones."),
        ("I", "Since when?"),
        ("R", "It must be twelve years now. We began with two machines in a shed."),
        ("I", "Who buys them?"),
        ("R", "Firms from the coast."),
    ],
    "emoji": [
        ("I", "And how was it? 🤔"),
        ("R", "Honestly 😀😀 it works 👩‍🔬 for us, 👨‍👩‍👧‍👦 and all 🏳️‍🌈 of them 👍🏽."),
        ("I", "Which flag 🇩🇪🇨🇳 do you mean?"),
        ("R", "Neither 🇨🇳, I mean 1️⃣ and 2️⃣; 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 is not 𝟛 letters 🜁."),
    ],
    "decomposed": [
        ("I", "Wo ko\u0308nnte man u\u0308ber das Cafe\u0301 reden?"),
        ("R", "U\u0308ber die A\u0308ngste: nai\u0308ve Fußga\u0308nger ho\u0323\u0302i nie, Müller und Mu\u0308ller."),
        ("I", "Und in Hò\u0323a An?"),
        (
            "R",
            "Z\u0351\u036b\u0343a\u0310l\u0317g\u031fo, \u1112\u1161\u11ab\u1100\u116e\u11a8, q\u0307\u0323.",
        ),
    ],
    "chinese": [
        ("访谈者", "你们这里主要做什么？"),
        ("受访者", "我们这里以制造为主，“人才”还是不够。他姓𠮷，住在𡈽村。"),
        ("访谈者", "从什么时候开始的？"),
        ("受访者", "大概是２０１２年；那时候ＩＴ公司很少——只有三家（都不大）。"),
    ],
    "right_to_left": [
        ("I", "מה אתם עושים כאן?"),
        ("R", "نحن نصنع الأجزاء (2019) هنا، وَنَبِيعُهَا لِلشَّرِكَات."),
        ("I", "Both \u200fשלום\u200e and \u2067سلام\u2069, right?"),
        ("R", "نعم, 100% כן."),
    ],
    "blanks": [
        ("I", "How\u00a0much is 5\u202f000\u00a0€ here?"),
        ("R", "A soft\u00adhyphen, a zero\u200bwidth\u2060joiner\u200c, a\u2003wide one, an\u3000ideographic one."),
        ("I", "And the thin\u2009space?"),
        ("R", "A figure\u2007space too, and non\u2011breaking hyphens."),
    ],
    "quotes": [
        ("I", "Er sagte: „So nicht“ – ging er dann … über die Straße?"),
        ("R", "C’est «\u00a0vrai\u00a0»\u202f! ‚Halb‘ — ‹ganz› ―«so»― 'gerade' \"gerade\" ‘curly’ “curly” 5′ 3″."),
        ("I", "Größe, Maß, ẞ?"),
        ("R", "Ligatures: an e\ufb00ort, ﬁnance, œuvre, ĳ, ǆ, ſ."),
    ],
    "markup": [
        ("I", "Is <b>this</b> & that &amp; &lt;p&gt; [bold]no[/bold] {{x}} %s?"),
        ("R", '=1+1 is what -2 said, @home; a, "b"; {\\b c} \\par $x^2$ #1 *no* _no_ `no` ~no~.'),
        ("I", "C:\\temp\\new and http://example.org/?a=1&b=2#c?"),
        ("R", "<script>alert(1)</script> ${HOME} $(id) `id` ../../etc --> <!-- ]]> %PDF-1.4."),
    ],
    "interruptions": [
        ("I", "So when did you –"),
        ("R", "– sorry, when did we what?"),
        ("I", "Begin. When did you begin (laughs)?"),
        ("R", "[crosstalk] It was, um, [inaudible 00:12:07] in (…) May, no – [...] June (unv.)."),
        ("I", "At 10:30: or so?"),
        ("R", "One thing: it was 9:15, I said: nine. He said: no."),
    ],
}


def lines_of(said: Sequence[Said]) -> list[str]:
    return [f"{who}{'：' if who > '一' else ': '}{words}" for who, words in said]


def txt(lines: Sequence[str], end: str = "\n", encoding: str = "utf-8") -> bytes:
    return "".join(line + end for line in lines).encode(encoding)


def md(lines: Sequence[str]) -> bytes:
    return ("---\nregion: here\n---\n" + "\n\n".join(lines) + "\n").encode()


def docx(lines: Sequence[str]) -> bytes:
    """Every third word is a run of its own, as editing leaves it."""
    body = "".join(
        "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in _runs(line)) + "</w:p>"
        for line in lines
    )
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006/"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
            f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type='
            f'"{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>',
        }
    )


def _runs(line: str) -> list[str]:
    words = re.findall(r"\S+\s*|\s+", line)
    return ["".join(words[at : at + 3]) for at in range(0, len(words), 3)]


def odt(lines: Sequence[str]) -> bytes:
    oasis = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{name}="{oasis}{name}:1.0"' for name in ("office", "text", "style"))
    body = "".join(
        f"<text:p>{'<text:span>'.join(map(_odt, _runs(line)[:2]))}"
        f"{'</text:span>' * (len(_runs(line)) > 1)}{''.join(map(_odt, _runs(line)[2:]))}</text:p>"
        for line in lines
    )
    mime = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": mime,
            "content.xml": f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{oasis}manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        },
        stored="mimetype",
    )


def _odt(words: str) -> str:
    found = escape(words).replace("\t", "<text:tab/>")
    return re.sub(r"(?<= ) +|(?<=<text:tab/>) +|^ +", lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', found)


def rtf(lines: Sequence[str]) -> bytes:
    body = "\\par\n".join("".join(map(_rtf, line)) for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg1252\\uc1 {\\fonttbl{\\f0 Arial;}}\\f0 " + body + "}").encode("ascii")


def _rtf(sign: str) -> str:
    if sign in "\\{}":
        return "\\" + sign
    if sign == "\t":
        return "\\tab "
    if " " <= sign <= "~":
        return sign
    units = sign.encode("utf-16-le")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}?" for at in range(0, len(units), 2))


def html(lines: Sequence[str]) -> bytes:
    body = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head>\n<body>\n{body}\n</body></html>'.encode()


def xhtml(lines: Sequence[str]) -> bytes:
    body = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head>'
        f"<body>\n{body}\n</body></html>"
    ).encode()


def epub(lines: Sequence[str]) -> bytes:
    """Two chapters."""
    half = len(lines) // 2
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>'
        '<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="text/b%20b.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": opf,
            "OEBPS/text/a.xhtml": xhtml(lines[:half]).decode(),
            "OEBPS/text/b b.xhtml": xhtml(lines[half:]).decode(),
        },
        stored="mimetype",
    )


def zipped(parts: dict[str, str], stored: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == stored else None)
    return out.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    """A line of text is a line of the page; letters are named by a map, so any can be written."""
    letters = {sign: number for number, sign in enumerate(sorted(set("".join(lines))), start=1)}
    mapped = "".join(f"<{number:04x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, number in letters.items())
    blocks = mapped.splitlines(keepends=True)
    chars = "".join(
        f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n"
        for part in (blocks[at : at + 90] for at in range(0, len(blocks), 90))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{chars}endcmap end end"
    )
    shown = "".join(
        f"BT /F 5 Tf 20 {780 - 18 * row} Td <{''.join(f'{letters[sign]:04x}' for sign in line)}> Tj ET\n"
        for row, line in enumerate(lines)
    )
    streams = {5: shown, 8: cmap}
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 842]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>",
        6: "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
        7: "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
        "/DW 500/FontDescriptor 9 0 R>>",
        9: "<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
        "/CapHeight 700/StemV 80>>",
    }
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number in range(1, 10):
        if number == 4:
            continue
        places[number] = len(out)
        if number in streams:
            data = zlib.compress(streams[number].encode())
            out += (
                b"%d 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % (number, len(data))
                + data
                + b"\nendstream endobj\n"
            )
        else:
            out += f"{number} 0 obj{objects[number]}endobj\n".encode()
    start = len(out)
    out += b"xref\n0 10\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(1, 10))
    return bytes(out) + b"trailer<</Size 10/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def vtt(said: Sequence[Said]) -> bytes:
    cues = [
        f"00:{n:02}:01.500 --> 00:{n:02}:02.000\n<v {who}>{escape(words, quote=False)}\n"
        for n, (who, words) in enumerate(said)
    ]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def srt(said: Sequence[Said]) -> bytes:
    cues = [f"{n + 1}\n00:{n:02}:01,500 --> 00:{n:02}:02,000\n{line}\n" for n, line in enumerate(lines_of(said))]
    return "\n".join(cues).encode()


def whisper(said: Sequence[Said]) -> bytes:
    segments = [
        {"start": 60 * n + 1.5, "end": 60 * n + 2.0, "text": " " + words, "speaker": who}
        for n, (who, words) in enumerate(said)
    ]
    return json.dumps({"segments": segments, "language": "en"}).encode()


def csv_turns(said: Sequence[Said], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    table = csv.writer(out, delimiter=delimiter)
    table.writerow(["speaker", "text"])
    table.writerows(said)
    return out.getvalue().encode()


def xlsx(said: Sequence[Said]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["speaker", "text"])
    for row, (who, words) in enumerate(said, start=2):
        sheet.cell(row, 1, who)
        cell = sheet.cell(row, 2)
        cell.value = words
        cell.data_type = "s"  # words that begin with = are no formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def taguette(lines: Sequence[str]) -> bytes:
    return project({f"talk {zlib.crc32(lines[0].encode())}": paragraphs(*lines)})


def by_lines(write: Callable[[Sequence[str]], bytes]) -> Callable[[Sequence[Said]], bytes]:
    return lambda said: write(lines_of(said))


@dataclass(frozen=True)
class Wrapping:
    """A way to write a conversation into a file.

    ``between`` stands between the turns of its text ("" where a page or chapter may end there), ``colon`` behind
    speakers ("" as written); ``times``: every turn has one.
    """

    suffix: str
    write: Callable[[Sequence[Said]], bytes]
    between: str = "\n"
    colon: str = ""
    times: bool = False

    def text(self, said: Sequence[Said]) -> str:
        """The text that a reader makes of it, but for line ends at its end."""
        return self.between.join(
            f"{who}{self.colon}{words}" if self.colon else line
            for (who, words), line in zip(said, lines_of(said), strict=True)
        )


WRAPPINGS: dict[str, Wrapping] = {
    "txt": Wrapping(".txt", by_lines(txt)),
    "txt, CRLF": Wrapping(".txt", by_lines(lambda lines: txt(lines, "\r\n"))),
    "txt, CR": Wrapping(".txt", by_lines(lambda lines: txt(lines, "\r"))),
    "txt, NEL": Wrapping(".txt", by_lines(lambda lines: txt(lines, "\x85"))),
    "txt, LS": Wrapping(".txt", by_lines(lambda lines: txt(lines, "\u2028"))),
    "txt, BOM": Wrapping(".txt", by_lines(lambda lines: txt(lines, encoding="utf-8-sig"))),
    "txt, UTF-16": Wrapping(".txt", by_lines(lambda lines: txt(lines, "\r\n", "utf-16"))),
    "txt, UTF-16 big endian": Wrapping(".txt", by_lines(lambda lines: b"\xfe\xff" + txt(lines, encoding="utf-16-be"))),
    "txt, UTF-32": Wrapping(".txt", by_lines(lambda lines: txt(lines, encoding="utf-32"))),
    "md": Wrapping(".md", by_lines(md), between="\n\n"),
    "docx": Wrapping(".docx", by_lines(docx)),
    "odt": Wrapping(".odt", by_lines(odt)),
    "rtf": Wrapping(".rtf", by_lines(rtf)),
    "html": Wrapping(".html", by_lines(html)),
    "xhtml": Wrapping(".xhtml", by_lines(xhtml)),
    "epub": Wrapping(".epub", by_lines(epub), between=""),
    "pdf": Wrapping(".pdf", by_lines(pdf), between=""),
    "vtt": Wrapping(".vtt", vtt, colon=": ", times=True),
    "srt": Wrapping(".srt", srt, colon=": ", times=True),
    "json": Wrapping(".json", whisper, colon=": ", times=True),
    "csv": Wrapping(".csv", csv_turns, between="\n\n", colon=": "),
    "tsv": Wrapping(".tsv", lambda said: csv_turns(said, "\t"), between="\n\n", colon=": "),
    "xlsx": Wrapping(".xlsx", xlsx, between="\n\n", colon=": "),
    "taguette": Wrapping(".sqlite3", by_lines(taguette)),
}

# What a format cannot hold of a conversation, and what comes back instead.
LOST: dict[tuple[str, str], tuple[str, Callable[[str], str]]] = {
    ("srt", "markup"): (
        "tags and braces are styles in subtitles",
        lambda text: re.sub(r"</?[bp]>|\{\\b c}", "", text),
    ),
    ("pdf", "quotes"): (
        "ligatures are shapes in PDFs",
        lambda text: text.replace("\ufb00", "ff").replace("\ufb01", "fi"),
    ),
}
UNREADABLE = {("pdf", "right_to_left"): "a PDF says where letters stand, not in which direction they are read"}


def held(wrapping: str, talk: str) -> list[Said]:
    """A conversation as a format can hold it."""
    _, change = LOST.get((wrapping, talk), ("", str))
    return [(who, change(words)) for who, words in CORPUS[talk]]


def twenty(said: Sequence[Said], seed: str) -> list[tuple[int, int, int]]:
    """Twenty stretches of words: turn, and begin and end within it; the shortest and the longest among them."""
    draw = random.Random(seed)
    found = [(0, 0, 1), (len(said) - 1, 0, len(said[-1][1])), (1, len(said[1][1]) - 1, len(said[1][1]))]
    while len(found) < 20:
        turn = draw.randrange(len(said))
        start, end = sorted(draw.sample(range(len(said[turn][1]) + 1), 2))
        if (turn, start, end) not in found:
            found.append((turn, start, end))
    return found
