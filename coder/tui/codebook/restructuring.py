"""Changing codes in the session: which operation, what it would do, and why; and what is to be coded again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from coder.codebook import ops, ops_words
from coder.codebook.code_fields import CodeField, field_text
from coder.errors import CoderError
from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind
from coder.model.impact import Waiting, told
from coder.study import Study
from coder.tui.codes.labels import label_of, mark, parent_label
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.impact import ImpactDialog
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.guard import answered, report
from coder.tui.searching.hits import counted
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line

_NEW = "\n"  # a new code, where others are chosen by their ids
_WAIT, _BY_QUERY = "wait", "query"
_CRITERIA = ("definition", "include", "exclude", "anchors")


class Restructurer:
    """Asks for an operation on one code, step by step, and does it when it was seen what it does."""

    def __init__(self, screen: StudyScreen, study: Study, code: Code, arrived: Callable[[str], None]) -> None:
        self._screen = screen
        self._code = code
        self._arrived = arrived
        self._study = study
        self._codebook: Codebook = study.codebook

    def ask(self) -> None:
        """Which operation."""
        options = operations(self._codebook, self._code)
        title = f"What becomes of {self._name}?"
        self._push(Chooser(title, options, empty="nothing can become of it"), self._operation)

    @property
    def _name(self) -> str:
        return repr(label_of(self._codebook, self._code.id))

    def _push(self, dialog: Chooser | Ask | MemoEditor, then: Callable[[str], None]) -> None:
        self._screen.app.push_screen(dialog, answered(self._screen, then))

    def _operation(self, name: str) -> None:
        getattr(self, f"_{name}")()

    # -- what each needs

    def _rename(self) -> None:
        def named(label: str) -> None:
            self._preview(ops.Rename(self._code.id, label))

        self._push(Ask(f"What is {self._name} to be called?", self._codebook.text(self._code.label)), named)

    def _move(self) -> None:
        self._push(Chooser(f"Where does {self._name} go?", homes(self._codebook, self._code)), self._moved)

    def _moved(self, parent: str) -> None:
        ask_place(
            self._screen, self._codebook, parent, lambda place: self._preview(ops.Move(self._code.id, parent, place))
        )

    def _merge(self) -> None:
        options = [Option(_NEW, "a new code", "asks for its label"), *partners(self._codebook, self._code)]
        self._push(Chooser(f"Merge {self._name} with which code? That one stays", options), self._merged)

    def _merged(self, other: str) -> None:
        if other != _NEW:
            self._preview(ops.Merge((self._code.id, other), ops.Part(id=other)))
            return

        def chosen(second: str) -> None:
            def named(text: str) -> None:
                self._preview(ops.Merge((self._code.id, second), ops_words.part(self._codebook, text)))

            self._push(Ask("What is the new code called? Label, or label: definition"), named)

        self._push(
            Chooser(f"{self._name} and which other code become one?", partners(self._codebook, self._code)), chosen
        )

    def _unmerge(self) -> None:
        self._preview(self._study.merged_before(self._code.id))

    def _split(self) -> None:
        title = f"Split {self._name} into which codes? One a line: label, label: definition, or the id of a code"
        self._push(MemoEditor(title, ""), self._parted)

    def _parted(self, text: str) -> None:
        parts = [ops_words.part(self._codebook, line) for line in text.splitlines() if line.strip()]
        names = [one.label or label_of(self._codebook, one.id) for one in parts]
        options = [
            Option(_WAIT, "they wait until they are coded again", "one by one: w"),
            Option(_BY_QUERY, "by searches", "what a search finds goes to one of the codes, the rest waits"),
            *(
                Option(str(place), f"all to {name!r} until coded again", "not explicit")
                for place, name in enumerate(names)
            ),
        ]

        def chosen(how: str) -> None:
            if how == _BY_QUERY:
                lines = "\n".join(f"query = {name}" for name in names)
                editor = MemoEditor("Which search finds what goes where? One a line: QUERY = CODE", lines)
                self._push(editor, partial(self._by, parts))
            else:
                self._preview(ops.Split(self._code.id, tuple(parts), int(how) if how != _WAIT else None))

        self._push(Chooser("What becomes of the passages coded with it?", options), chosen)

    def _by(self, parts: Sequence[ops.Part], text: str) -> None:
        by = [ops_words.query(line, parts) for line in text.splitlines() if line.strip()]
        self._preview(ops.Split(self._code.id, tuple(parts)), by)

    def _retire(self) -> None:
        self._preview(ops.Retire(self._code.id))

    def _redefine(self) -> None:
        codebook, code = self._codebook, self._code
        fields = criteria(codebook, code)
        options = [
            Option(str(place), _named(codebook, code, field), one_line(field_text(code, field)) or "–")
            for place, field in enumerate(fields)
        ]

        def chosen(place: str) -> None:
            field = fields[int(place)]
            title = f"{_named(codebook, code, field)} of {label_of(codebook, code.id)}"

            def written(text: str) -> None:
                self._preview(ops.Redefine(code.id, ((field, text),)))

            self._push(MemoEditor(title, field_text(code, field)), written)

        self._push(Chooser(f"Redefine {self._name} by what?", options), chosen)

    def _rescale(self) -> None:
        scales = self._codebook.scales
        if len(scales) < 2:
            self._levels("")
            return
        options = [
            Option(scale.id, scale.id, "  ".join(f"{level.anchor:+d} {level.mark}" for level in scale.levels))
            for scale in scales
        ]
        self._push(Chooser("On which scale?", options, self._code.scale), self._levels)

    def _levels(self, scale: str) -> None:
        def given(text: str) -> None:
            self._preview(ops.Rescale(self._code.id, ops_words.levels(text), scale))

        self._push(Ask("Which level becomes which? -2=-1, 2=null (coded again); the others stay"), given)

    # -- what it does, and doing it

    def _preview(self, op: ops.Op, by: Sequence[tuple[str, int]] = ()) -> None:
        impact = self._study.impact(op, by)
        arrived: list[str] = []

        def do(reason: str) -> None:
            arrived[:] = self._study.restructure(op, reason, by)

        def done(_: str) -> None:
            self._arrived(arrived[0])
            left = f"; {counted(impact.waiting, 'coding')} to be coded again: w" if impact.waiting else ""
            self._screen.changed(f"{impact.label}: the codebook is {self._study.codebook.version} now{left}")

        lines = told(impact, cells=not self._screen.blind)
        self._screen.app.push_screen(ImpactDialog(lines, do), answered(self._screen, done))


def ask_place(screen: StudyScreen, codebook: Codebook, parent: str, then: Callable[[int | None], None]) -> None:
    """Where a value goes in the order of an ordinal row, which has to be asked; nothing is asked elsewhere."""
    order = next((row.order for row in codebook.rows if row.code == parent), ())
    if not order:
        then(None)
        return
    names = [label_of(codebook, f"{parent}.{value}") for value in order]
    options = [Option("0", "lowest", f"below {names[0]}")]
    options += [Option(str(place), f"above {name}") for place, name in enumerate(names, 1)]

    def chosen(place: str) -> None:
        then(int(place))

    screen.app.push_screen(
        Chooser("Which place in the order of the row?", options, str(len(names))), answered(screen, chosen)
    )


class Recoder:
    """Goes through the codings that wait, one after the other."""

    def __init__(self, screen: StudyScreen, study: Study) -> None:
        self._screen = screen
        self._study = study
        self._passed: set[str] = set()
        self._done = 0

    def next(self) -> None:
        """Ask for the next one; say so at the end."""
        every = [
            one for one in self._study.waiting() if not self._screen.blind or one.coding.coder == self._study.coder
        ]
        waiting = [one for one in every if one.coding.id not in self._passed]
        if not waiting:
            left = f"; {counted(len(every), 'coding')} still to be coded again" if every else ""
            said = f"{counted(self._done, 'coding')} coded again" if self._done else "nothing is coded again"
            self._screen.changed("nothing is to be coded again" if not every and not self._done else said + left)
            return
        one = waiting[0]
        codebook = self._study.codebook
        options = [*choices(codebook, one), Option("", "later", "leave it waiting and go on")]
        title = f"{len(waiting)} left · {one.document} · {one.coding.coder} {one.coding.weight:+d} · {one.quote}"
        self._screen.app.push_screen(Chooser(title, options), self._answered(one))

    def _answered(self, one: Waiting) -> Callable[[str | None], None]:
        def call(answer: str | None) -> None:
            if answer is None:
                self._screen.changed(f"{counted(self._done, 'coding')} coded again" if self._done else "")
                return
            try:
                self._take(one, answer)
            except CoderError as error:
                report(self._screen.app, error)
                return
            self.next()

        return call

    def _take(self, one: Waiting, answer: str) -> None:
        if not answer:
            self._passed.add(one.coding.id)
            return
        code, weight = one.choices[int(answer)]
        self._study.change(one.coding.id, code=code, weight=weight)
        self._done += 1


# ---- what can be chosen (pure)


def operations(codebook: Codebook, code: Code) -> list[Option]:
    """What can be done with a code."""
    if code.retired or code.value == RESIDUAL:
        return []
    coded = code.codable and not codebook.children(code.id)
    found = [
        Option("rename", "rename", "another label; the id stays"),
        Option("move", "move", "below another code, with all below it"),
    ]
    if coded:
        found.append(Option("merge", "merge", "it and another one become one code"))
    if any(change.op == "merge" and change.to == (code.id,) for change in codebook.history):
        found.append(Option("unmerge", "unmerge", "take back the newest merge into it"))
    if coded and code.kind is not CodeKind.LEVEL:
        found.append(Option("split", "split", "into several; its passages are coded again"))
    found += [
        Option("retire", "retire", "no longer coded with; its codings are kept"),
        Option("redefine", "redefine", "other criteria; older codings were made under the earlier ones"),
    ]
    if code.kind is CodeKind.LEVEL:
        found.append(Option("rescale", "rescale", "levels become others"))
    return found


def homes(codebook: Codebook, code: Code) -> list[Option]:
    """Codes that a code can go below."""
    strength = code.kind in (CodeKind.VALUE, CodeKind.FREE)
    kinds = (CodeKind.GROUP, CodeKind.ROW) if strength else (CodeKind.GROUP,)
    below = {one.id for one in codebook.below(code.id)} | {code.id, code.parent}
    found = [
        Option(one.id, label_of(codebook, one.id), parent_label(codebook, one))
        for one in codebook.codes
        if one.kind in kinds and not one.retired and one.id not in below
    ]
    return found if code.parent is None else [Option("", "top of the codebook"), *found]


def partners(codebook: Codebook, code: Code) -> list[Option]:
    """Codes that a code can be merged with: weighed alike, its siblings first."""
    found = [
        one
        for one in codebook.codes
        if one.codable
        and one.id != code.id
        and (one.kind is CodeKind.LEVEL) == (code.kind is CodeKind.LEVEL)
        and one.scale == code.scale
    ]
    found.sort(key=lambda one: one.parent != code.parent)
    return [Option(one.id, label_of(codebook, one.id), parent_label(codebook, one)) for one in found]


def criteria(codebook: Codebook, code: Code) -> list[CodeField]:
    """What defines a code, in the default language."""
    names = [name for name in _CRITERIA if name != "anchors" or code.kind is CodeKind.LEVEL]
    return [
        CodeField(name, codebook.default_language, level)
        for name in names
        for level in (codebook.weights(code) if name == "anchors" else (None,))
    ]


def _named(codebook: Codebook, code: Code, field: CodeField) -> str:
    return field.name if field.level is None else f"anchor {mark(codebook, code.id, field.level)}"


def choices(codebook: Codebook, one: Waiting) -> list[Option]:
    """What a waiting coding can become; levels by their marks."""
    several = len({code for code, _ in one.choices}) > 1
    return [
        Option(
            str(place),
            label_of(codebook, code) if several else f"{mark(codebook, code, weight)} {label_of(codebook, code)}",
            code,
        )
        for place, (code, weight) in enumerate(one.choices)
    ]
