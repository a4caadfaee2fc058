"""Other formats of event data, in and out: one file a format, with what reads it and what writes it.

A reader gives rows of the table ``events`` of ``detente.store.schema``. Cells that the columns cannot give back as they were
stand in ``extra`` under the name that they had, so that an imported file is exported again cell by cell.
"""
