"""What people judge of coded rows: reviews, where they are kept, what to look at next, and what is made of them."""
