"""The first page: what happened today and what needs a person now."""
