"""Actors: who a mention is, at the date of the text, with the reason."""
