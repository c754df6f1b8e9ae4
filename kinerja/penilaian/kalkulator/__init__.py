"""Pure rules of performance appraisal: predicates, angka kredit, distribution guide."""
