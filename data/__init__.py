"""The evidence and the questions that are asked of it.

A dataset is a folder; :func:`data.intake.loading.load` turns it into one frozen
object, and the question modules (``rating``, ``policy``, ``commensurability``,
``coverage``, ``differences``) answer from its long tables.  Nothing here knows
how an answer is drawn.
"""
