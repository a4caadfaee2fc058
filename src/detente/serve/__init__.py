"""The desk: a store as pages and a REST API, on this machine alone."""
