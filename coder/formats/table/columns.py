"""What the columns of a table of words are for, told by their names in English, German and Chinese and by what is in
them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder.formats.tables import Problem, TableError, unguarded
from coder.language.boundaries import word_count


def _names(listed: str) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in listed.replace("\n", ",").split(",") if name.strip())


SPEAKER = _names("""
    speaker, speakers, speaker name, speaker label, speaker id, talker, sprecher, sprecherin, sprechende, sprechername
    sprechende person, sprecher:in, 说话人, 说话者, 发言人, 讲话人, 讲话者, 說話人, 說話者, 發言人, 講話人
""")
PERHAPS_SPEAKER = _names("""
    who, name, person, participant, from, by, author, wer, teilnehmer, teilnehmerin, von wem, 姓名, 人物, 人员, 人員
""")
ROLE = _names("role, speaker role, rolle, 角色, 身份, 身分")
TEXT = _names("""
    text, words, utterance, utterances, transcript, transcription, transcript text, content, contents, speech, said
    message, statement, turn text, segment text, answer, answer text, response, response text, open answer
    äußerung, aussage, wortlaut, transkript, transkription, inhalt, beitrag, redebeitrag, gesagtes, antwort, antworttext
    文本, 文字, 内容, 內容, 话语, 話語, 发言, 發言, 发言内容, 發言內容, 说话内容, 转写, 转录, 轉錄, 逐字稿, 回答, 答案
""")
QUESTION = _names("question, question text, prompt, item, frage, fragetext, 问题, 問題, 题目, 題目, 提问, 提問")
TIME = _names("""
    time, start, start time, starttime, begin, begin time, onset, timestamp, time stamp, timecode, time code, tc, in
    zeit, zeitmarke, zeitstempel, anfang, beginn, startzeit, anfangszeit, von, start s, start ms, start sec
    start seconds, start (s), start (ms), 时间, 時間, 开始, 開始, 开始时间, 開始時間, 起始时间, 起始時間, 时间戳, 時間戳
""")
END = _names("""
    end, end time, endtime, stop, offset, out, duration, length, ende, endzeit, bis, dauer, end s, end ms, end (s)
    end (ms), 结束, 結束, 结束时间, 結束時間, 时长, 時長
""")
DOCUMENT = _names("""
    document, document name, doc, file, file name, filename, interview, interview id, transcript name, transcript id
    dokument, dokumentname, datei, dateiname, interviewnummer, 文件, 文件名, 文档, 文檔, 访谈, 訪談, 访谈编号, 訪談編號
""")
NUMBER = _names("""
    #, no, nr, num, number, index, line, line no, line number, row, turn, turn no, turn number, segment, id
    utterance id, zeile, zeilennummer, zeilennr, absatz, nummer, lfd nr, 序号, 序號, 行号, 行號, 编号, 編號, 号, 號
""")
IDENTITY = (
    DOCUMENT
    | NUMBER
    | _names("""
    response id, responseid, respondent, respondent id, participant, participant id, case id, record id, name, pseudonym
    code, key, token, case, subject, subject id, kennung, fragebogen, fragebogennummer, fall, fallnummer, teilnehmer
    teilnehmerin, proband, probandin, befragte, befragter, pseudonym, kürzel, 姓名, 受访者, 受訪者
    受访者编号, 受訪者編號, 问卷编号, 問卷編號, 答卷编号, 代号, 代號
""")
)

_APART = re.compile(r"[\s_.\-/]+")

_WORDS = 7  # a mean answer, from which a column holds open answers
_ASKED_WORDS = 3  # the same below a header that is a question
_LONG = 30  # one answer of so many words is open, whatever the others are
_VARIED = 0.5  # share of answers that differ; those to choose from come again
_ASKS = ("?", "？", ":", "：", "…", "...")
_MEASURED = 2000  # characters by which an answer is measured

_TOLD = 8  # columns and rows that are named in a warning
LONGEST_NAME = 80
SHORT = 200  # characters of an attribute
_IMPORT_ID = '{"ImportId"'  # Qualtrics writes two more rows below its header: the questions, and this

Records = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Columns:
    """A table by its columns: names as they are to be shown, and the cells of each row with the row's number."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def cells(self, column: int) -> list[str]:
        """What a column holds, blank cells left out."""
        return [words for _, cells in self.rows if (words := cells[column].strip())]

    def called(self, names: frozenset[str]) -> list[int]:
        """The columns that have one of these names and are not blank."""
        return [index for index, name in enumerate(self.names) if plain(name) in names and self.cells(index)]

    def first(self, names: frozenset[str]) -> int | None:
        """The first of these columns."""
        return next(iter(self.called(names)), None)


def plain(name: str) -> str:
    """A column's name for comparison: no case, blanks for ``_ . - /``, no colon at its end."""
    return _APART.sub(" ", name.casefold()).strip(" :：")


def is_open(name: str, cells: Sequence[str]) -> bool:
    """Whether a column holds open answers: its name says so, or what is in it is long and seldom the same."""
    if not cells:
        return False
    if plain(name) in TEXT:
        return True
    lengths = [word_count(words[:_MEASURED]) for words in cells]
    if max(lengths) >= _LONG:
        return True
    asks = name.rstrip().endswith(_ASKS) or word_count(name) >= 2 * _ASKED_WORDS
    varied = len(set(cells)) >= _VARIED * len(cells)
    return varied and sum(lengths) >= (_ASKED_WORDS if asks else _WORDS) * len(lengths)


def names_rows(cells: Sequence[str], rows: int) -> bool:
    """Whether a column names every row, and each differently."""
    return len(cells) == rows == len(set(cells))


def is_cast(columns: Columns, column: int) -> bool:
    """Whether a column names a few over and over, as speakers are."""
    cells = columns.cells(column)
    return len(set(cells)) * 3 <= len(columns.rows) * 2


def recurs(columns: Columns, column: int) -> bool:
    """Whether the values of a column come again, or stand only where they change."""
    cells = columns.cells(column)
    return len(set(cells)) < len(cells) or len(columns.rows) > len(cells) > 0


def read_columns(records: Records, name: str) -> tuple[Columns, tuple[str, ...]]:
    """The table without columns that have neither name nor anything in them, and what was left out."""
    (_, header), *body = records
    body = [(line, [*cells]) for line, cells in body]
    header = [" ".join(cell.split()) for cell in header]
    if any(cell.strip().startswith(_IMPORT_ID) for _, cells in body[:2] for cell in cells):
        questions = [" ".join(cell.split()) for cell in body[0][1]]
        header = [asked or short for asked, short in zip([*questions, *[""] * len(header)], header, strict=False)]
        body = body[2:]
    width = max((index + 1 for index, cell in enumerate(header) if cell), default=0)
    long = [line for line, cells in body if any(cell.strip() for cell in cells[width:])]
    if long:
        raise TableError(name, [Problem(line, f"more cells than the header, which has {width}") for line in long])
    kept = [index for index, cell in enumerate(header[:width]) if cell]
    if not kept:
        raise TableError(name, [Problem(records[0][0], "there is no header")])
    rows = tuple(
        (line, tuple(cells[index] if index < len(cells) else "" for index in kept))
        for line, cells in body
        if any(cell.strip() for cell in cells)
    )
    nameless = [
        index + 1
        for index, cell in enumerate(header[:width])
        if not cell and any(len(cells) > index and cells[index].strip() for _, cells in body)
    ]
    told = (f"columns without a name were left out: {listed(map(str, nameless))}",) if nameless else ()
    return Columns(_distinct([header[index] for index in kept]), rows), told


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, numbered where one stands twice."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name.casefold()] += 1
        found.append(f"{name} ({seen[name.casefold()]})" if seen[name.casefold()] > 1 else name)
    return tuple(found)


def one_line(cell: str) -> str:
    """A cell as a name: on one line, without what cannot be shown."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in cell).split())


def attribute(cell: str) -> str:
    """A cell as an attribute."""
    return " ".join(unguarded(cell.strip()).split())


def named(columns: Columns, indices: Iterable[int]) -> str:
    """Columns by their names, for the researcher."""
    return listed(f"'{columns.names[index]}'" for index in indices)


def listed(names: Iterable[str]) -> str:
    """The first of many names."""

    def shortened() -> Iterator[str]:
        for number, name in enumerate(names):
            if number == _TOLD:
                yield "..."
                return
            yield name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}..."

    return ", ".join(shortened())
