"""Where money can be sent abroad: at which rate, and what each country asks for."""
