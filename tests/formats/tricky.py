"""Named tricky things people say: own, synthetic; every format must bring them through unchanged."""

from __future__ import annotations

TRICKY = {
    "plain": "We make parts for others.",
    "emoji": "Honestly 😀😀 it works 👩‍🔬 for us",
    "composed": "Caf\u00e9, na\u00efve, Ho\u1ecb An",
    "decomposed": "Cafe\u0301, nai\u0308ve, Ho\u0323i",
    "chinese": "我们这里以制造为主，“人才”还是不够。",
    "chinese_astral": "他姓𠮷，住在𡈽村。",
    "german_quotes": "Er sagte: „So nicht“ – und ging … über die Straße.",
    "french_spaces": "C’est «\u00a0vrai\u00a0»\u202f!",
    "right_to_left": "نحن نصنع الأجزاء (2019) هنا",
    "bidi_override": "price \u202e123\u202c euros",
    "escape": "he showed \x1b[31mred\x1b[0m and \x07 rang",
    "markup": "[bold]no[/bold] <script>alert(1)</script> {{x}} %s",
    "colon": "One thing: it is 10:30, see http://example.org: fine",
    "formula": "=1+1 is what -2 said, @home",
    "commas": 'a, "b"; c\td',
    "ligature": "an e\ufb00ort o\ufb00ering ﬁnance",
    "zero_width": "a\u200bb\u2060c\u200d",
    "omission": "(…) Well [laughs], [...] (unv.) so",
    "jamo": "\u1112\u1161\u11ab\u1100\u116e\u11a8 말",
}
