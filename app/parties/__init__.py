"""Who sends money abroad and who is paid there: what is asked of them, and two books of them."""
