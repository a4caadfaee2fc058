"""What every stage reads of a text: layout, parse, quotation marks, newswire dates, and scope."""
