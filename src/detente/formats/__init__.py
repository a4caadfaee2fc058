"""Other formats, in and out: a module each, with what reads it and what writes it, over rows of ``detente.store.schema``.

What the columns cannot give back as it was stands in ``extra`` under the name that it had, so that an imported file is exported
again cell by cell.
"""
