"""The only room with Qt, apart from app.py."""
