"""Cities and countries by Flip's codes: Flip's own lists, remembered with their age."""
