"""Training: courses, structural programmes, certificates."""
