"""«Il mio anno»: what one person has to do, has done and was told, across the years in course."""
