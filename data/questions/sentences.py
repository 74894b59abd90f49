"""Findings as sentences, worked out from what is coded and never composed freely.

Every page, file, API and command that says a finding takes it from here. What a
sentence rests on goes with it: a :class:`Sentence` has ``text``, ``records``
(ids of records and influences), ``facts`` (ids), ``works`` (keys, so that a file
can number its sources) and ``strength`` (``several``, ``one``, ``unverified``,
``mixed``, ``silent``).

1. The status gives the verb (requires, recommends, plans, is reported to have,
   has no; "the sources do not say" of a gap), the value its object; day, scope,
   amount, verification and disagreement stand in brackets. Where the value is
   no phrase that can follow a verb, it stands as it is after a colon.
2. The strength of the words follows the evidence: one work is "one study
   reports", two or more that agree "two studies report", records that point both
   ways "reports differ". What is of the lack of a factor says "a lack of".
3. Names and labels are the dataset's own. A dataset in another language than
   English, or in another script, has its own statements printed.

=====================================================  ===============================================
``fact_sentence(dataset, fact)``                       one fact
``cell_sentence(dataset, cell)``                       a lever in a place, whatever the cell's state
``lever_sentence(dataset, cells, lever)``              a lever in all places of a table
``standing_sentence(dataset, cells, lever)``           who has what of it, by status; or None
``difference_sentences(dataset, cells)``               the levers on which places differ
``comparability_sentence(dataset, cells, lever)``      whether its numbers compare, and why not; or None
``numeric_sentences(dataset, cells)``                  the same of each lever with numbers
``unknown_sentences(dataset, cells)``                  the levers on which the sources are silent
``disagreement_sentences(dataset, places)``            where sources disagree
``rating_sentence(dataset, selection, factor, place)`` a factor in a place
``rating_sentences(dataset, selection)``               the same of each cell that holds a record
``rated_sentence(dataset, factor, place, records)``    the same of records that are known already
``effects_sentence(dataset, selection, place)``        what helps and hinders in a place; or None
``spread_sentence(dataset, selection, places)``        the factor of which most places tell; or None
``effects(dataset, selection)``                        the same of all chosen places; or None
``influence_sentence(dataset, influences)``            one link between factors, by its influences' ids
``lesson_sentences(dataset, lessons)``                 what a place could examine
``home_sentences(dataset, selection, home)``           the same, from a selection
``answer(dataset, selection)``                         the whole answer, one sentence
``messages(dataset, selection, home)``                 up to three messages
``key_points(dataset, selection, home)``               up to five key points
=====================================================  ===============================================

``cells`` is what :func:`data.questions.policy.policy_table` returns.
"""

from data.questions.comparability_sentences import comparability_sentence, numeric_sentences
from data.questions.fact_sentences import cell_sentence, fact_sentence
from data.questions.lesson_sentences import lesson_sentences
from data.questions.policy_sentences import (
    difference_sentences,
    disagreement_sentences,
    standing_sentence,
    unknown_sentences,
)
from data.questions.rating_sentences import (
    effects_sentence,
    influence_sentence,
    rated_sentence,
    rating_sentence,
    rating_sentences,
    spread_sentence,
)
from data.questions.sentence import Sentence, Strength
from data.questions.sentence_answers import (
    answer,
    effects,
    home_sentences,
    key_points,
    lever_sentence,
    messages,
    places_of,
)

__all__ = [
    "Sentence",
    "Strength",
    "answer",
    "cell_sentence",
    "comparability_sentence",
    "difference_sentences",
    "disagreement_sentences",
    "effects",
    "effects_sentence",
    "fact_sentence",
    "home_sentences",
    "influence_sentence",
    "key_points",
    "lesson_sentences",
    "lever_sentence",
    "messages",
    "numeric_sentences",
    "places_of",
    "rated_sentence",
    "rating_sentence",
    "rating_sentences",
    "spread_sentence",
    "standing_sentence",
    "unknown_sentences",
]
