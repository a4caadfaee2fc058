"""The pages of the desk, one module a page: what each asks of the store, and what it shows."""
