"""PDFs for tests, written by hand: every letter at its place, and any character of Unicode in the text layer."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

Put = tuple[float, float, float, str]  # x, y, size, words
WIDE = 0.5  # of its size: how far each letter reaches


def pdf(
    pages: Sequence[Sequence[Put]],
    width: float = 595,
    height: float = 842,
    turned: int = 0,
    *,
    packed: bool = True,
) -> bytes:
    """A PDF that writes the words of each page in this order; its streams deflated or as they are."""
    signs = sorted({sign for page in pages for *_, words in page for sign in words})
    codes = {sign: number for number, sign in enumerate(signs, start=1)}
    mapping = "".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in codes.items())
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}endbfchar endcmap end end"
    )
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sans /DW 500 /CIDToGIDMap /Identity /FontDescriptor << "
        "/Type /FontDescriptor /FontName /Sans /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 "
        "/ItalicAngle 0 /CapHeight 700 /StemV 80 >> /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> >>",
        stream(unicode.encode(), packed=packed),
    ]
    for number, page in enumerate(pages):
        drawn = "\n".join(
            f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{codes[sign]:04x}' for sign in words)}> Tj ET"
            for x, y, size, words in page
        )
        rotate = f"/Rotate {turned} " if turned else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] {rotate}"
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(stream(drawn.encode(), packed=packed))
    return file(objects)


def stream(content: bytes, *, packed: bool = True) -> bytes:
    """A stream, deflated unless told otherwise."""
    body = zlib.compress(content) if packed else content
    return b"<< /Length %d%s >>\nstream\n" % (len(body), b" /Filter /FlateDecode" * packed) + body + b"\nendstream"


def file(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """Objects, numbered from 1, as a PDF file."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        body = content.encode("latin-1") if isinstance(content, str) else content
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def lines(text: Sequence[str], *, x: float = 60, top: float = 780, size: float = 10, pitch: float = 14) -> list[Put]:
    """Lines below each other."""
    return [(x, top - pitch * number, size, line) for number, line in enumerate(text) if line]
