"""Deputies: who acts in the place of whom, from a day to a day."""
