"""Performance appraisal: SKP, feedback, team work, awards, discipline."""
