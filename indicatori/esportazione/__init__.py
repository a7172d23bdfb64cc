"""A plan out: the JSON of DESIGN.md 8 and the template workbook as xlsx, ods and a zip of CSV files."""
