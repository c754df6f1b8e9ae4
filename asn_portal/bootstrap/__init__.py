"""What `manage.py` does before Django can be imported (standard library only)."""
