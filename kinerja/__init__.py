"""Area of performance: `penilaian` holds expectations, evaluation, awards and discipline."""
