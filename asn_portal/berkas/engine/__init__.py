"""Pure steps of an import: find the header, match columns, read the cells."""
