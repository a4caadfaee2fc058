"""Actors: who a mention is, at the date of the text, with the reason.

The way of a mention through the modules (``find.find_actors`` walks it, for one article):

1. **Tables.** ``words`` splits text into folded words; ``word_classes`` holds the closed classes of ``data/names``;
   ``gazetteer`` indexes ``data/actors`` and matches names; ``namesakes`` chooses among entries of one name; ``standing`` tells
   what an entry is on a date. ``memberships`` tells which states an organisation has on a date: for the public, no stage asks.
2. **Phrases.** ``phrase`` cuts words into core and tail; ``phrase_country`` and ``phrase_sector`` read each; ``code_phrase``
   puts them together into a ``coding``, with ``code_person`` for persons of the tables; ``surnames`` says whom a surname means.
   Where a mention stands alone, ``code_unlisted`` finds persons by ``spellings`` and by ``office_holders``, ``alternatives`` who
   else may be meant, and ``resolve`` gives this to the public.
3. **Candidates.** ``candidates`` ties words to the tokens of a parse; ``find_candidates`` collects what ``find_persons``,
   ``find_names`` (states, places, bodies), ``find_nominals`` (nouns) and ``find_parts`` (*one of them*) find, and the pronouns.
4. **Persons.** ``group_persons`` says which names are one person, ``person_facts`` what text and tables tell of each;
   ``beside_name`` finds the name beside a noun, ``introductions`` ties those who are described first and named later.
5. **Resolving**, in the order of the text, words in a quotation after who speaks them. ``context`` is what is known of the
   article, ``figures`` the actors in the making, ``memory`` what was mentioned so far. ``resolve_names``, ``resolve_nominals``,
   ``resolve_references``, ``resolve_parts`` and ``resolve_pronouns`` say which figures a candidate means, by the tests of
   ``figure_tests``; ``several`` finds those named together, ``groups`` groups by another noun;
   ``sender`` says for whom *we* speaks, ``official_country`` finds the state of officials whom the text
   gives none.
6. **Result.** ``extent`` says how far a mention reaches; ``cast`` holds actors and mentions; ``parties`` gives them to the
   speakers and addressees of statements.

``state_codes`` stands apart: it turns the codes of states in one system into those of another.
"""
