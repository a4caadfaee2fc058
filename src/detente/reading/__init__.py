"""Inputs → articles: files, standard input, text, HTML, JSON lines. Nothing here opens a socket.

Every module raises ReadingError with where, cause and remedy; ``files.read_inputs`` reports it and goes on with the next input.
"""
