"""The page of the components: every piece of the screens in all its states, for who builds them."""
