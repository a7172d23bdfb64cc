"""Amministrazione trasparente > Performance: what a body has published, for anybody."""
