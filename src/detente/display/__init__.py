"""Readings shown to a person: in a terminal (``terminal``) and in a notebook (``notebook``).

The text of an article is hostile: nothing here interprets it as markup, and control characters are shown as escapes.
"""
