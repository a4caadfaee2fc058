"""Scores a task against gold, with the definitions that the field can check."""
