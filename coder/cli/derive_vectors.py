"""``coder derive-vectors``: the pure core alone."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from coder import shipped
from coder.cli.arguments import Parser
from coder.cli.output import out_json
from coder.codebook.read import read
from coder.derive.vectors import derive_vectors
from coder.errors import Exit, UnreadableError
from coder.files import read_text
from coder.formats.overview.as_json import vector_json


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE.json", help='a list of {"row": id, "codings": [...]}')
    parser.add_argument(
        "--codebook",
        metavar="NAME-or-FILE",
        required=True,
        help="a codebook file, or a shipped one: " + ", ".join(shipped.codebooks()),
    )


def run(args: Namespace) -> Exit:
    """Derive each vector and print the cells in the same order."""
    codebook = read(*shipped.codebook_text(args.codebook))
    out_json([vector_json(found.cell, found.leave_one_out) for found in derive_vectors(codebook, _vectors(args.file))])
    return Exit.OK


def _vectors(name: str) -> list[dict[str, object]]:
    try:
        vectors = json.loads(read_text(Path(name)))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this is not JSON: {error}", where=name, hint="write a list of vectors") from error
    if not isinstance(vectors, list) or not all(isinstance(vector, dict) for vector in vectors):
        raise UnreadableError("this is not a list of vectors", where=name, hint='[{"row": id, "codings": [...]}, ...]')
    return vectors
