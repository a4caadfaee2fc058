"""Who did what towards whom, and whether it happened."""
