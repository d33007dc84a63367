"""What a picker of codes learns from: the codings of the study, or of one coder who works blind."""

from __future__ import annotations

from coder.study.learning import Learned, Learning

OTHERS = 60  # documents without codings that judgements can be learned of one by one, those with most suggestions


class Picking(Learning):
    """Learning for the one who codes; nothing of it is stored."""

    def learned(self, coder: str | None = None) -> Learned:
        """Learn from what everybody coded and rejected or, of one ``coder``, from their codings alone.

        Without any coding the codes' own words are all there is. Takes seconds, and imports scikit-learn; the encoder,
        which takes far longer, is for runs that nobody waits for.
        """
        from coder.suggest.segments import cut
        from coder.suggest.sources import SOURCES
        from coder.suggest.training import train

        tables = self._tables
        lessons = self._lessons(SOURCES, tables.made_of(), tables.coding_hashes())
        known, grain = self._coded_interviews(lessons, coder)
        rows = tables.documents()
        read = {one.interview.document for one in known}
        waiting = self._pending_counts()
        left = sorted((row for row in rows if row.id not in read), key=lambda row: -waiting[row.id])[:OTHERS]
        others = [cut(tables.document(row.id), grain, row.case) for row in left]
        return Learned(train(known, self.codebook, SOURCES, others=others), known, grain)
