"""The formats that rows of a store are written in for others, and read from: a module each, with a reader and a writer."""
