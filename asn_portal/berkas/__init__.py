"""Files in and out: imports an office can trust, exports, documents."""
