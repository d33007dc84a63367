"""The codebook: every code with its meaning and use; its texts are edited in place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from textual.app import ComposeResult

from coder.codebook.code_fields import CodeField, field_text, fields_of
from coder.errors import CoderError
from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind
from coder.model.revision import Defined
from coder.tui.codebook.page import Coded, code_page, definition_line
from coder.tui.codebook.usage import Usage, Usages, usages
from coder.tui.codes.labels import find, label_of, mark, parent_label
from coder.tui.codes.stripes import Signs
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.field import LineField, TextField
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.dialogs.new_code import NewCode, NewCodeDialog
from coder.tui.guard import answered, guarded, report
from coder.tui.keys.bindings import bindings_for
from coder.tui.messages import OpenSearch
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.sides import Sides

_NUMBER = 11  # cells of each of the two columns of numbers
_NO_CODES: tuple[Run, ...] = (
    ("The codebook has no codes yet.", "strong"),
    ("n makes the first one here; in a transcript n makes one from the words selected.", "plain"),
)


class CodebookScreen(StudyScreen):
    """The tree of codes and everything about the one under the cursor."""

    SCOPE = "codebook"
    BINDINGS = bindings_for("codebook")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._usages = Usages({}, 0, others=False)
        self._memos: dict[str, str] = {}
        self._defined: Mapping[str, Defined] = {}
        self._coded: tuple[Coded, ...] = ()
        self._field: CodeField | None = None  # edited last; the next code is likely to be asked for the same

    def compose(self) -> ComposeResult:
        """Title, column heads, tree, text, keys."""
        yield Line(id="title")
        yield Line(id="heads")
        yield Sides()
        yield Line(id="reason")
        yield KeyBar("codebook", id="keys")

    def load(self) -> None:
        """The use of the codes and the memos on them."""
        session = self._session
        uses = self._study.code_uses()
        self._usages = usages(session.codebook, uses, self._study.coder, blind=self._session.showing.blind)
        self._memos = self._study.memos("code")
        self._defined = self._study.definitions()
        self._coded = self._study.coded_under()

    def draw(self) -> None:
        """The tree within the width, the cursor where it was."""
        session, codebook = self._session, self._session.codebook
        sides, at = self.query_one(Sides), session.places.get(self.SCOPE)
        sides.listing.show(items(codebook, session.signs, self._usages, self._memos.keys(), sides.room), at)
        heads = fit("    code", sides.room - 2 * _NUMBER) + f"{'interviews':>{_NUMBER}}{'codings':>{_NUMBER}}"
        self.query_one("#heads", Line).show(((heads, "dim"),))
        self.query_one("#title", Line).show(
            ((f" {one_line(codebook.text(codebook.title))}", "strong"), (f"  {one_line(codebook.version)}", "dim")),
            ((f"{self._numbers()} ", "dim"),),
        )
        self._tell()
        self.say("; ".join(self._study.notices()))

    def _numbers(self) -> str:
        codebook, retired = self._session.codebook, sum(code.retired for code in self._session.codebook.codes)
        parts = [f"{len(codebook.codes)} codes"]
        parts += [f"{retired} retired"] if retired else []
        parts += [f"{self._usages.lost} codings wait for recoding"] if self._usages.lost else []
        if self._session.showing.blind:
            parts.append("only your own codings")
        elif self._usages.others:
            parts.append("numbers: yours/all")
        return ", ".join(parts)

    # -- the code under the cursor

    @property
    def _code(self) -> Code | None:
        current = self.query_one(Sides).listing.current
        return find(self._session.codebook, current.id) if current is not None else None

    def _tell(self) -> None:
        code, sides = self._code, self.query_one(Sides)
        if code is None:
            sides.tell(_NO_CODES)
        else:
            memo = self._memos.get(code.id, "")
            since = definition_line(code, self._defined, self._coded, self._session.alone)
            sides.tell(code_page(self._session.codebook, code, self._usages.of(code.id), memo, since))

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Everything about the code."""
        if event.item is not None:
            self._session.places[self.SCOPE] = event.item.id
        self._tell()

    def on_listing_chosen(self) -> None:
        """Enter gives the text of the code the room, or takes it back."""
        self.query_one(Sides).give_room()

    def action_text(self, step: int) -> None:
        """On or back in the text of the code."""
        self.query_one(Sides).read(step)

    # -- going elsewhere

    def action_find(self) -> None:
        """Ask for a code."""
        codebook, signs = self._session.codebook, self._session.signs
        options = [
            Option(code.id, label_of(codebook, code.id), _note(codebook, signs, code)) for code, _ in tree(codebook)
        ]
        chooser = Chooser("Go to which code?", options, empty="the codebook has no codes yet")
        self.app.push_screen(chooser, answered(self, self.query_one(Sides).listing.go))

    def action_passages(self) -> None:
        """Everything coded with it."""
        if code := self._code:
            self.post_message(OpenSearch(f"code:{code.id}"))

    def action_pin(self) -> None:
        """The code on a digit, or off it."""
        if code := self._code:
            self.say(self._session.pin(code.id))

    # -- changing

    def action_edit(self) -> None:
        """Ask which field, then for its text."""
        code, codebook = self._code, self._session.codebook
        if code is None:
            return
        if code.value == RESIDUAL:
            self.say("this value is built into every row and cannot be edited")
            return
        fields = _by_language(codebook, fields_of(codebook, code))
        options = [
            Option(str(place), _named(codebook, code, field), one_line(field_text(code, field)) or "–")
            for place, field in enumerate(fields)
        ]
        at = str(fields.index(self._field)) if self._field in fields else None

        def chosen(place: str) -> None:
            self._edit(code, fields[int(place)])

        chooser = Chooser(f"Edit what of {label_of(codebook, code.id)!r}?", options, at)
        self.app.push_screen(chooser, answered(self, chosen))

    def _edit(self, code: Code, field: CodeField) -> None:
        self._field = field
        codebook, text = self._session.codebook, field_text(code, field)
        title = f"{_named(codebook, code, field)} of {label_of(codebook, code.id)}"

        def save(written: str) -> None:
            self._study.edit_code(code.id, field, written)

        def saved(_: str) -> None:
            self.changed(f"{title}: changed, the codebook is {self._study.codebook.version} now")

        if field.name == "label":
            self.app.push_screen(LineField(title, text, save), answered(self, saved))
        else:
            self.app.push_screen(TextField(title, text, save, _hint(codebook, code, field)), answered(self, saved))

    def action_row(self) -> None:
        """A row of the overview from the code or the group under the cursor."""
        from coder.tui.codebook.rowmaking import ask_row

        if code := self._code:
            ask_row(self, self._session, code)

    def action_new_code(self) -> None:
        """A code below the one under the cursor, or beside a value."""
        self._ask_new_code(NewCode("", place_below(self._session.codebook, self._code), ""))

    def _ask_new_code(self, wanted: NewCode) -> None:
        dialog = NewCodeDialog(self._session.codebook, wanted.label, wanted.parent, wanted.definition)
        self.app.push_screen(dialog, answered(self, self._new_code))

    def _new_code(self, wanted: NewCode) -> None:
        """Make the code, at a place that is asked for where its row is ordered."""
        from coder.tui.codebook.restructuring import ask_place

        ask_place(self, self._session.codebook, wanted.parent, lambda place: self._add_code(wanted, place))

    def _add_code(self, wanted: NewCode, place: int | None) -> None:
        """Make the code; if that cannot be, ask again with what was filled in, under what is wrong."""
        try:
            code = self._study.add_code(wanted.label, wanted.parent, wanted.definition, place)
        except CoderError as error:
            self._ask_new_code(wanted)
            report(self.app, error)
            return
        self._session.places[self.SCOPE] = code.id
        self.changed(f"new code {label_of(self._study.codebook, code.id)}")

    def action_change(self) -> None:
        """Ask what becomes of the code, show what that does, and do it."""
        from coder.tui.codebook.restructuring import Restructurer

        if code := self._code:
            if code.retired or code.value == RESIDUAL:
                self.say("a retired code stays as it is" if code.retired else "this value is built into every row")
            else:
                Restructurer(self, self._study, code, self._arrived).ask()

    def _arrived(self, code_id: str) -> None:
        self._session.places[self.SCOPE] = code_id

    def action_waiting(self) -> None:
        """Go through the codings that wait to be coded again."""
        from coder.tui.codebook.restructuring import Recoder

        Recoder(self, self._study).next()

    def action_memo(self) -> None:
        """Memo on the code."""
        if code := self._code:

            def taken(text: str) -> None:
                self._study.write_memo("code", code.id, text)
                self.changed()

            title = f"Memo on the code {label_of(self._session.codebook, code.id)}"
            self.app.push_screen(MemoEditor(title, self._study.memo("code", code.id)), answered(self, taken))


# ---- what stands where (pure)


def tree(codebook: Codebook, parent: str | None = None, depth: int = 0) -> Iterator[tuple[Code, int]]:
    """Every code with its depth, in the order of the file; the built-in value last below its row."""
    for code in codebook.children(parent):
        yield code, depth
        yield from tree(codebook, code.id, depth + 1)
        if code.kind is CodeKind.ROW and codebook.residual and not code.retired:
            yield codebook.code(f"{code.id}.{RESIDUAL}"), depth + 1


def items(codebook: Codebook, signs: Signs, used: Usages, memos: Collection[str], width: int) -> list[Item]:
    """The codes as lines: letters, label, interviews and codings."""
    return [_item(codebook, signs, used, code, depth, code.id in memos, width) for code, depth in tree(codebook)]


def _item(codebook: Codebook, signs: Signs, used: Usages, code: Code, depth: int, memo: bool, width: int) -> Item:
    letters, tint = signs.of(code.id) if code.id in signs.letters else ("", 0)
    tone = "dim" if code.retired else "strong" if code.kind in (CodeKind.GROUP, CodeKind.ROW) else "plain"
    words = one_line(codebook.text(code.label)) + ("  (retired)" if code.retired else "") + ("  ✎" if memo else "")
    indent = " " + "  " * depth
    head = f"{letters} " if letters else ""
    usage = used.of(code.id)
    numbers = _numbers(usage, others=used.others)
    return Item(
        code.id,
        (
            (
                (indent, "plain"),
                (head, "dim" if code.retired else f"tint{tint}"),
                (fit(words, width - len(indent) - len(head) - 2 * _NUMBER), tone),
                (numbers, "plain" if usage.codings else "dim"),
            ),
        ),
    )


def _numbers(usage: Usage, *, others: bool) -> str:
    pairs = ((len(usage.own_interviews), len(usage.interviews)), (usage.own_codings, usage.codings))
    cells = ((f"{own}/{all_}" if others else f"{all_}") if all_ else "·" for own, all_ in pairs)
    return "".join(f"{cell:>{_NUMBER}}" for cell in cells)


def place_below(codebook: Codebook, code: Code | None) -> str:
    """Where a new code belongs: below a group or row, beside anything else."""
    if code is None or code.retired:
        return ""
    return code.id if code.kind in (CodeKind.GROUP, CodeKind.ROW) else code.parent or ""


def _note(codebook: Codebook, signs: Signs, code: Code) -> str:
    letters = f"{signs.letters[code.id]} · " if code.id in signs.letters else ""
    above = parent_label(codebook, code)
    return f"{letters}{above + ' · ' if above else ''}{code.id}"


def _by_language(codebook: Codebook, fields: Sequence[CodeField]) -> list[CodeField]:
    """Fields by language, the default one (and what has none) first."""
    order = ["", codebook.default_language, *codebook.languages]
    return sorted(fields, key=lambda field: max(1, order.index(field.language)))


def _named(codebook: Codebook, code: Code, field: CodeField) -> str:
    """A field as a title calls it; a level by its mark."""
    level = "" if field.level is None else f" {mark(codebook, code.id, field.level)}"
    name = {"anchors": "anchor", "examples": "example"}.get(field.name, "") if level else field.name
    language = f" ({field.language})" if field.language and len(codebook.languages) > 1 else ""
    return f"{name}{level}{language}"


def _hint(codebook: Codebook, code: Code, field: CodeField) -> str:
    if not field.is_list:
        return ""
    words = {"cues": "words that suggest the code", "aliases": "words that find it in the palette"}.get(field.name, "")
    hint = f"one a line{': ' if words else ''}{words}"
    count = len(getattr(code, field.name)) if field.name in ("include", "exclude", "examples") else 0
    if count and field.language != codebook.default_language and not field_text(code, field):
        hint += f"; {count} lines, as many as there are in other languages, are their translations"
    return hint
