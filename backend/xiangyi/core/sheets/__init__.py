"""Spreadsheets as offices send them, up to rows of raw cells; what a row means is its reader's.

opening.open_sheet tells CSV, XLSX and GeoJSON apart by what is in them, never by the file's name,
finds the header below whatever titles stand over it, and hands out the rows with the numbers that
a spreadsheet shows beside them. writing turns rows into files again, and no cell of those can run
as a formula on the desk where they are opened.
"""
