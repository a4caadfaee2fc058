"""Who holds which office, learned from coded articles: claims → persons with dated entries, which a person may confirm or reject.

::

    claims.py     readings or coded rows → claims: what one article says of one person in one role
    around_title.py  what the text around a title says of it
    office.py     a title as an office: its words, and whether it is held, was held or is to come
    spelling.py   whether two names are spellings of one
    merge.py      claims → persons, each with entries
    conflicts.py  what cannot all be true
    file.py       the file of a registry
    decide.py     confirm or reject an entry
    use.py        entries → rows of the table of people
"""
