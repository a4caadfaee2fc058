"""Briefs: a relation on one page, as Markdown, HTML or PDF, honest about what is not known."""
