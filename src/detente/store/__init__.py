"""A corpus on disk: immutable Parquet files, one a shard and table, a manifest that says which of them count, views over them."""
