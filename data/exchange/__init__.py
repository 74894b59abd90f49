"""A dataset on its way in and out: workbook, zip, releases, the starter, uploads."""
