"""Money sent abroad: at which rate and to where, and what each country asks for."""
