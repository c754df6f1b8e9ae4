"""Acts of an import: upload, match, check, save, undo."""
