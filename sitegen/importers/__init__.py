"""Ways into the platform: old sites, Word documents and spreadsheets become content."""
