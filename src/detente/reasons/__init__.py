"""Why a row of coded output was coded so: the row is found in a file, and told in plain words (``row.explain_row``).

Everything is read from the JSON that ``detente code`` prints. Where the file has the text of the article, the stages run over it
once more, so that what the JSON does not keep (the words that decided the status, the reason of each mention) is told too.
"""
