"""One shard in, its files out: coded by child processes here or on a cluster, with the same bytes either way."""
