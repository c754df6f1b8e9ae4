"""What others would have written: same tables, same rules, other means."""
